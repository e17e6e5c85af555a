# What the guides' `before` may call. Everything that is started goes with the stage.
wait_for() {
  for _ in $(seq 100); do
    (exec 3<>"/dev/tcp/$1/$2") 2>/dev/null && return 0
    sleep 0.1
  done
  echo "nothing listens on $1:$2" >&2
  tail -n 20 "$STAGE"/log/* >&2
  return 1
}
background() {
  local log=$1
  shift
  "$@" </dev/null >>"$STAGE/log/$log" 2>&1 &
}

# A name server: these names lead to the reader's server, and what else dnsmasq is told.
names() {
  local options=() name
  for name in "$@"; do
    [[ $name == --* ]] || name=--address=/$name/$VPS
    options+=("$name")
  done
  background dnsmasq dnsmasq --keep-in-foreground --no-resolv --no-hosts --user=root --listen-address=127.0.0.1 --bind-interfaces "${options[@]}"
  wait_for 127.0.0.1 53
}

# OpenSSH's server, with an account of the provider that takes a password.
ssh_server() {
  useradd -m -s /bin/bash debian
  echo debian:first-password | chpasswd
  ssh-keygen -A >/dev/null
  rm -f /etc/nologin /var/run/nologin
  background sshd "$(command -v sshd)" -D -o "ListenAddress=$VPS" -o PidFile=/run/sshd.pid -o UsePAM=no -o "SetEnv=PATH=$PATH STAGE=$STAGE DATA=$DATA"
  wait_for "$VPS" 22
}

# An account on the server that the reader's key opens.
account() {
  useradd -m -s /bin/bash -p '*' learner
  mkdir -p /root/.ssh /home/learner/.ssh
  ssh-keygen -q -t ed25519 -N '' -f /root/.ssh/id_ed25519
  cp /root/.ssh/id_ed25519.pub /home/learner/.ssh/authorized_keys
  chown -R learner: /home/learner
  chmod 700 /home/learner/.ssh
}

# Caddy, with an authority of its own and the sites of the guide's `site`.
web() {
  (
    printf '{\n\tadmin localhost:2019\n\tlocal_certs\n\tskip_install_trust\n\tdefault_bind %s\n}\n' "$VPS"
    cat "$STAGE/Caddyfile"
  ) >"$STAGE/Caddyfile.all"
  background caddy env XDG_DATA_HOME="$STAGE/caddy" XDG_CONFIG_HOME="$STAGE/caddy" HOME=/root caddy run --config "$STAGE/Caddyfile.all" --adapter caddyfile
  wait_for "$VPS" 443
  local authority=$STAGE/caddy/caddy/pki/authorities/local/root.crt
  for _ in $(seq 50); do [ -s "$authority" ] && break; sleep 0.1; done
  cat "$authority" "$DATA"/ca.pem >"$SSL_CERT_FILE" 2>/dev/null
  [ -s "$SSL_CERT_FILE" ]
}

# PostgreSQL of Debian on a port, without a password on the stage.
database() {
  local folder=$STAGE/postgres bin
  bin=$(ls -d /usr/lib/postgresql/*/bin | tail -n 1)
  mkdir -p "$folder"
  chown postgres "$folder"
  setpriv --reuid postgres --regid postgres --clear-groups "$bin/initdb" -D "$folder" -A trust --no-sync >>"$STAGE/log/initdb"
  openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=database -keyout "$folder/server.key" -out "$folder/server.crt" 2>/dev/null
  chown postgres "$folder"/server.*
  chmod 600 "$folder/server.key"
  background postgres setpriv --reuid postgres --regid postgres --clear-groups "$bin/postgres" -D "$folder" -h 127.0.0.1 -p "$1" -c fsync=off -c ssl=on -c unix_socket_directories="$folder"
  wait_for 127.0.0.1 "$1"
}

# Names for loopback itself, and for the reader's server.
local_names() { printf "127.0.0.1 %s\n" "$@" >>/etc/hosts; }
server_names() { printf "$VPS %s\n" "$@" >>/etc/hosts; }

# relay PORT TO [ADDRESS]: another port for what listens on loopback.
relay() {
  background relay node -e 'const net = require("net"); net.createServer((a) => { const b = net.connect(+process.argv[2], "127.0.0.1"); a.pipe(b).pipe(a); a.on("error", () => b.destroy()); b.on("error", () => a.destroy()); }).listen(+process.argv[1], process.argv[3]);' "$1" "$2" "${3:-127.0.0.1}"
  wait_for "${3:-127.0.0.1}" "$1"
}

# ~/local-ai-packaged on the server: the folder of the reference services, which follow its .env. Its start script restarts them.
bundle() {
  mkdir -p "$DATA/supabase/docker/volumes" "$DATA/caddy-addon" /etc/caddy
  ln -s "$DATA" /home/learner/local-ai-packaged
  ln -sfn "$DATA/caddy-addon" /etc/caddy/addons
  echo 'API_EXTERNAL_URL=http://localhost:8000' >"$DATA/supabase/docker/.env.example"
  printf 'import os, subprocess\nsubprocess.run([os.environ["LAB_SERVICES"], "restart", "--data", "."], check=True)\n' >"$DATA/start_services.py"
}

# The template of that bundle, by its names; every value is one that must go.
template() {
  cat <<'ENV'
N8N_ENCRYPTION_KEY=super-secret-key
N8N_USER_MANAGEMENT_JWT_SECRET=even-more-secret
POSTGRES_PASSWORD=your-super-secret-password
JWT_SECRET=your-super-secret-jwt-token
ANON_KEY=printed-in-the-documentation
SERVICE_ROLE_KEY=printed-in-the-documentation
DASHBOARD_USERNAME=supabase
DASHBOARD_PASSWORD=this_password_is_insecure_and_should_be_updated
POOLER_TENANT_ID=your-tenant-id
NEO4J_AUTH=neo4j/password
CLICKHOUSE_PASSWORD=super-secret-key-1
MINIO_ROOT_PASSWORD=super-secret-key-2
LANGFUSE_SALT=super-secret-key-3
NEXTAUTH_SECRET=super-secret-key-4
ENCRYPTION_KEY=generate-with-openssl # a comment
# N8N_HOSTNAME=n8n.yourdomain.com
# LETSENCRYPT_EMAIL=internal
POSTGRES_HOST=db
SECRET_KEY_BASE=printed-in-the-documentation
VAULT_ENC_KEY=your-32-character-encryption-key
JWT_AUTH_TOKEN_SECRET=your_secret_here
SITE_URL=http://localhost:3000
DISABLE_SIGNUP=false
API_EXTERNAL_URL=http://localhost:8000
SMTP_HOST=supabase-mail
SMTP_USER=fake_mail_user
SUPABASE_PUBLIC_URL=http://localhost:8000
LOGFLARE_PUBLIC_ACCESS_TOKEN=your-super-secret-key-public
LOGFLARE_PRIVATE_ACCESS_TOKEN=your-super-secret-key-private
ENV
}

# Debian's PostgreSQL in the place of the container supabase-db: its roles and the tables the guides look for.
supabase_db() {
  database 5433
  psql -X -q -h 127.0.0.1 -p 5433 -U postgres -d postgres <<'SQL'
create role supabase_admin superuser login;
create schema auth;
create table auth.users (id uuid primary key default gen_random_uuid(), email text);
insert into auth.users (email) values ('ops@lab.example.org'), ('learner@lab.example.org');
create table public.notes (id bigint primary key);
SQL
}
