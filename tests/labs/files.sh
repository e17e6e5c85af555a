#!/usr/bin/env bash
# The labs that read what a machine says of itself, each failure of theirs from a file that was spoilt in one place.
. "$(dirname "$0")/../network/support.sh"
need node

# spoil LAB WHAT WANTED FILE SED-EXPRESSION ARGUMENT…: on a fresh copy of the good files.
spoil() {
  local lab=$1 what=$2 wanted=$3 file=$4 change=$5
  shift 5
  rm -rf "$work/spoilt"
  cp -r "$work/good" "$work/spoilt"
  sed -i "$change" "$work/spoilt/$file"
  (cd "$work/spoilt" && expect "$lab: $what" "$wanted" "$lab" "$@"; exit "$failures")
  failures=$?
}

mkdir -p "$work/good/supabase/docker" "$work/good/docs"
cd "$work/good" || exit 1
cat >docker-compose.yml <<'FILE'
include:
  - ./supabase/docker/docker-compose.yml
services:
  n8n:
    env_file: .env
    extra_hosts:
      - "host.docker.internal:host-gateway"
    ports:
      - "127.0.0.1:5432:5432"
  caddy:
    ports:
      - "443:443"
FILE
echo 'services: {}' >supabase/docker/docker-compose.yml
cat >.env <<'FILE'
POSTGRES_PASSWORD=letters1and2digits
JWT_SECRET=one-secret-of-more-than-32-characters
ANON_KEY=a.b.c
SERVICE_ROLE_KEY=a.b.d
DASHBOARD_USERNAME=supabase
DASHBOARD_PASSWORD=another-password
POOLER_TENANT_ID=lab
N8N_ENCRYPTION_KEY=something
N8N_USER_MANAGEMENT_JWT_SECRET=something-else
N8N_HOSTNAME=n8n.lab.example.org
WEBUI_HOSTNAME=openwebui.lab.example.org
FLOWISE_HOSTNAME=flowise.lab.example.org
SUPABASE_HOSTNAME=supabase.lab.example.org
LETSENCRYPT_EMAIL=ops@lab.example.org
VAULT_ENC_KEY=thirty-two-characters-exactly-32
ENABLE_ANONYMOUS_USERS=false
DISABLE_SIGNUP=true
FILE
cp .env supabase/docker/.env
echo 'docker compose up -d' >start.sh
echo '{"devDependencies":{"supabase":"2"}}' >package.json
compose=(--var other_env=supabase/docker/.env --var script=start.sh --var alias_file=docker-compose.yml
  --var shared_env_file=docker-compose.yml --var package_file=package.json)
file() { spoil compose-file "$@" "${compose[@]}"; }
file "all is right" "" .env ''
file "a published database" "ports-inside failed expect.1 | docker-port-bypasses-ufw" docker-compose.yml 's/127.0.0.1:5432/5432/'
file "the old command" "script-v2 failed expect.1 | docker-compose-v1-syntax" start.sh 's/docker compose/docker-compose/'
file "no host gateway" "host-alias failed expect.1 | docker-host-alias-missing" docker-compose.yml 's/host-gateway/gateway/'
file "no env_file" "env-shared failed expect.1 | compose-env-not-in-containers" docker-compose.yml '/env_file/d'
file "no CLI" "cli-local failed expect.1 | supabase-cli-not-found" package.json 's/supabase/other/'
file "replaced by Supabase's" "env-n8n failed env.missing-key; env-names failed env.missing-key; env-contact failed env.missing-key | compose-env-overwritten" \
  .env '/N8N\|HOSTNAME\|LETSENCRYPT/d'
file "no names" "env-names failed env.empty | caddy-hostname-unset" .env 's/^N8N_HOSTNAME=.*/N8N_HOSTNAME=/'
file "no contact" "env-contact failed expect.2 | caddy-acme-contact-internal" .env 's/^LETSENCRYPT_EMAIL=.*/LETSENCRYPT_EMAIL=internal/'
file "a name for Ollama" "env-inner-names failed expect.1 | ports-open-without-auth" .env '$aOLLAMA_HOSTNAME=ollama.lab.example.org'
file "an example value" "env-examples failed env.placeholder | supabase-default-passwords" .env 's/^DASHBOARD_PASSWORD=.*/DASHBOARD_PASSWORD=this_password_is_insecure/'
file "a key of 34" "env-vault failed expect.1 | supabase-pooler-vault-key-size" .env 's/^VAULT_ENC_KEY=/&00/'
file "the other name" "env-vault failed expect.2 | supabase-pooler-key-name-confusion" .env '$aPGBOUNCER_ENCRYPTION_KEY=x'
file "an empty switch" "env-booleans failed expect.1 | supabase-auth-bool-env-empty" .env 's/^ENABLE_ANONYMOUS_USERS=.*/ENABLE_ANONYMOUS_USERS=/'
file "an @ in the password" "env-password failed expect.1 | postgres-password-special-char" .env 's/^POSTGRES_PASSWORD=/&p@/'
file "sign-up open" "env-signup failed expect.1 | self-signup-open" .env 's/^DISABLE_SIGNUP=.*/DISABLE_SIGNUP=false/'
file "two .env" "env-same failed expect.1 | compose-env-wrong-directory" supabase/docker/.env 's/^JWT_SECRET=/&x/'
file "a key twice" "env-clean failed env.duplicate | compose-env-blank-or-double" .env '$aPOOLER_TENANT_ID=other'
spoil compose-file "another name" "compose-there failed file.missing | compose-file-renamed" .env '' --var compose_path=docker-compose-new.yml "${compose[@]}"
spoil compose-file "half a download" "inner-there failed file.missing | supabase-folder-bad-pull" .env '' --var inner_compose=supabase/none.yml "${compose[@]}"
spoil compose-file "no .env" "env failed env.missing-file | docker-start-env-volumes" .env '' --var env_path=none.env "${compose[@]}"

echo 'learner sudo docker' >groups
echo 'Docker Compose version v2.39.4' >compose
printf 'NAME      TYPE SIZE\n/swapfile file   8G\n' >swap
cat >firewall <<'FILE'
Status: active

To                         Action      From
--                         ------      ----
22/tcp                     ALLOW       Anywhere
80/tcp                     ALLOW       Anywhere
443/tcp                    ALLOW       Anywhere
11434/tcp                  ALLOW       172.18.0.0/16
FILE
cat >listening <<'FILE'
LISTEN 0      4096         0.0.0.0:443        0.0.0.0:*
LISTEN 0      4096       127.0.0.1:5432       0.0.0.0:*
FILE
cat >containers <<'FILE'
CONTAINER ID   IMAGE                 COMMAND   CREATED      STATUS                 PORTS     NAMES
0001           supabase/supavisor    "x"       2 days ago   Up 2 days (healthy)              supabase-pooler
0002           supabase/gotrue       "x"       2 days ago   Up 2 days (healthy)              supabase-auth
0003           searxng/searxng       "x"       2 days ago   Up 2 days                        searxng
0004           grafana/loki          "x"       2 days ago   Up 2 days                        loki
0005           prom/alertmanager     "x"       2 days ago   Up 2 days                        alertmanager
0006           supabase/realtime     "x"       2 days ago   Up 2 days (healthy)              realtime-dev.supabase-realtime
FILE
machine=(--var groups=groups --var compose_version=compose --var swap=swap --var firewall=firewall --var listening=listening
  --var containers=containers --var subnet=172.18.0.0/16)
server() { spoil server-report "$@" "${machine[@]}"; }
loops() { server "$1 loops" "$2-steady failed expect.1 | $4" containers "/ $3\$/s/Up 2 days\( (healthy)\)\?/Restarting (1) 9 seconds ago/"; }
server "all is right" "" groups ''
server "an old session" "groups failed expect.1 | docker-group-not-effective" groups 's/ docker//'
server "the old tool" "compose failed expect.1 | docker-compose-v1-syntax" compose 's/v2.39.4/1.29.2/'
server "no swap" "swap failed expect.1 | vps-no-swap" swap 'd'
server "no SSH" "firewall-ssh failed expect.1 | vps-ssh-port-closed" firewall '/^22/d'
server "no HTTPS" "firewall-web failed expect.2 | ufw-web-ports-missing" firewall '/^443/d'
server "another subnet" "firewall-subnet failed expect.1 | ufw-compose-subnet-uncovered" firewall 's/172.18/172.17/'
server "no rule for containers" "firewall-subnet failed expect.1; firewall-bridge failed expect.1 | ufw-docker-bridge-blocked" firewall '/^11434/d'
server "Ollama for everybody" "firewall-inner failed expect.1 | ports-open-without-auth" firewall '$a11434/tcp ALLOW Anywhere'
server "a database for everybody" "listening failed expect.1 | docker-port-bypasses-ufw" listening 's/127.0.0.1/0.0.0.0/'
server "two stacks" "one-stack failed expect.1 | supabase-two-stacks" containers '$a0007 supabase/postgres "x" 2 days ago Up 2 days supabase_db_lab'
loops "the pooler" pooler supabase-pooler supabase-pooler-vault-key-size
loops "Auth" auth supabase-auth supabase-auth-bool-env-empty
loops "SearXNG" searxng searxng searxng-restart-permissions
loops "Loki" loki loki e5-loki-restart-loop
loops "Alertmanager" alertmanager alertmanager e5-alertmanager-restart-loop
server "Realtime is unwell" "realtime-healthy failed expect.1 | supabase-realtime-anon-key-truncated" containers '/realtime/s/(healthy)/(unhealthy)/'

echo 'pip 25.1 from /home/learner/backend/venv/lib/python3.12/site-packages/pip (python 3.12)' >pip
printf 'Package          Version\n---------------- -------\nbcrypt           4.1.2\nfastapi          0.109.0\npython-multipart 0.0.9\nuvicorn          0.27.0\n' >packages
echo 'INFO:     Application startup complete.' >server
echo 'v22.11.0' >node
printf 'frontend@0.1.0\n└── next@16.0.4\n' >tree
echo 'added 312 packages' >install
echo ' ✓ Ready in 1.2s' >page
echo 'ngrok version 3.39.0' >agent
tools=(--var pip=pip --var packages=packages --var server_log=server --var node=node --var tree=tree --var install_log=install
  --var page_log=page --var agent=agent)
tool() { spoil workstation "$@" "${tools[@]}"; }
tool "all is right" "" pip ''
tool "no pip" "pip failed expect.1 | install-pip-not-found" pip 's/.*/bash: pip: command not found/'
tool "no bcrypt" "bcrypt failed expect.1 | install-bcrypt-build-failed" packages '/bcrypt/d'
tool "no uvicorn" "requirements failed expect.2 | backend-module-not-found" packages '/uvicorn/d'
tool "another Python" "server-log failed expect.1 | backend-import-elsewhere" server "s/.*/ModuleNotFoundError: No module named 'fastapi'/"
tool "no variables of Twilio" "server-log failed expect.2 | backend-env-twilio-empty" server 's/.*/ValueError: Variables Twilio manquantes: TWILIO_AUTH_TOKEN/'
tool "a port taken" "server-log failed expect.3 | backend-port-in-use" server 's/.*/ERROR: [Errno 98] error while attempting to bind/'
tool "an old Node" "node failed expect.1 | install-node-version-wrong" node 's/22.11/18.20/'
tool "packages at odds" "tree failed expect.1 | install-node-deps-error" tree 's/16.0.4/& invalid/'
tool "an engine refused" "install-log failed expect.1 | frontend-node-engine-unsupported" install 's/.*/npm warn EBADENGINE Unsupported engine/'
tool "a package missing" "page-log failed expect.1 | frontend-module-missing" page "s/.*/Module not found: Can't resolve 'axios'/"
tool "a stale cache" "page-log failed expect.2 | frontend-alias-module-missing" page "s/.*/Type error: Cannot find module '@\/lib\/api'/"
tool "the page's port taken" "page-log failed expect.3 | frontend-port-in-use" page 's/.*/Error: listen EADDRINUSE: address already in use :::3000/'
tool "no agent" "agent failed expect.1 | ngrok-not-installed" agent 's/.*/ngrok: command not found/'

mkdir -p docs/watch .github/workflows
printf '## %s\n\nText.\n\n' 'Purpose' 'Legal basis' 'Data' 'Recipients' 'Retention' 'Security' >docs/gdpr-register.md
printf '# Week 47\n\nA release that matters to us, read on %s, with what changes for the course and what does not.\n' 'https://www.python.org' >docs/watch/week.md
printf 'date,provider,price\n1,a,1\n1,b,2\n1,c,3\n' >docs/benchmark.csv
printf '# Incidents\n\n%s\n' 'Who is called, what is looked at first, how to go back, whom to tell, and what is written down afterwards.' >docs/incidents.md
echo 'run: pytest tests/data tests/model' >.github/workflows/model.yml
printf 'run: docker compose build\nrun: coverage run manage.py test\n' >.github/workflows/delivery.yml
printf 'README.md\ndjango_app/manage.py\n' >tracked
printf 'fix: the count of runs\n\nIt counted twice.\n' >messages
project_files=(--var watch=docs/watch/week.md --var tracked=tracked --var messages=messages)
text() { spoil repository "$@" "${project_files[@]}"; }
text "all is right" "" tracked ''
text "no retention" "register failed expect.5 | e1-gdpr-register-missing" docs/gdpr-register.md '/Retention/d'
text "an empty note" "watch failed expect.1 | e2-watch-and-benchmark-missing" docs/watch/week.md 'd'
text "two providers" "benchmark failed expect.1 | e2-benchmark-missing" docs/benchmark.csv '$d'
text "no procedure" "incidents failed expect.1 | e5-incident-procedures-missing" docs/incidents.md 'd'
text "nothing tests the model" "model-pipeline failed expect.1 | e3-mlops-pipeline-missing" .github/workflows/model.yml 's/tests.*//'
text "no coverage" "delivery-pipeline failed expect.3 | e4-delivery-pipeline-missing" .github/workflows/delivery.yml 's/coverage run/python/'
text "a cache tracked" "tracked failed expect.1 | repo-stale-artifacts" tracked '$aapp/__pycache__/x.pyc'
text "a .env tracked" "tracked failed expect.2 | repo-env-tracked" tracked '$a.env'
text "a line of a tool" "messages failed expect.1 | commit-message-forbidden-trailer" messages '$aCo-authored-by: a tool'

cat >production.env <<'FILE'
NODE_ENV=production
PORT=3001
DATABASE_URL=postgresql://postgres.lab:letters1@pooler.lab.example.org:6543/postgres?pgbouncer=true
SUPABASE_URL=https://labprojectref.supabase.co
SUPABASE_SERVICE_KEY=sb_secret_lab
REDIS_URL=rediss://default:letters2@redis.lab.example.org:6379
JWT_SECRET=0123456789012345678901234567890123456789012345678901234567890123
JWT_EXPIRES_IN=7d
MFA_ISSUER=FleetLab
MFA_ENCRYPTION_KEY=01234567890123456789012345678901
ALLOWED_ORIGINS=https://admin.lab.example.org,https://office.lab.example.org
FILE
api_env=(--var env_path=production.env --var api_url=http://127.0.0.1:1 --var dashboard_url=http://127.0.0.1:1
  --only env-database-url,env-service-key,env-others,env-blanks,env-placeholders,env-port,env-jwt-secret,env-mfa-key,env-origins)
api() { spoil api-in-production "$1" "$2" production.env "$3" "${api_env[@]}"; }
api "all is right" "" ''
api "no DATABASE_URL" "env-database-url failed env.missing-key | central-env-database-url-missing" '/^DATABASE_URL/d'
api "no service key" "env-service-key failed env.empty | central-env-service-key-missing" 's/sb_secret_lab//'
api "nine of ten" "env-others failed env.missing-key | central-env-incomplete-ten" '/^MFA_ISSUER/d'
api "a blank at the end" "env-blanks failed env.blank | central-env-whitespace" 's/=7d/="7d "/'
api "a bracket left" "env-placeholders failed env.placeholder | db-password-placeholder-left" 's/letters1/[YOUR-PASSWORD]/'
api "another port" "env-port failed expect.1 | central-port-wrong" 's/3001/3002/'
api "a short secret" "env-jwt-secret failed expect.1 | auth-jwt-secret-weak-or-changed" 's/^JWT_SECRET=0123/JWT_SECRET=/'
api "a short key" "env-mfa-key failed expect.1 | auth-mfa-key-length" 's/^MFA_ENCRYPTION_KEY=0123/MFA_ENCRYPTION_KEY=/'

cat >backend.env <<'FILE'
TWILIO_ACCOUNT_SID=AC-of-a-lab
TWILIO_AUTH_TOKEN=a-token-of-the-lab
TWILIO_SANDBOX_NUMBER=+14155238886
TWILIO_WEBHOOK_BASE_URL=https://tunnel.lab.example.org
SECRET_KEY=0123456789012345678901234567890123456789
ALLOWED_ORIGINS=http://localhost:3000,http://127.0.0.1:3000
FILE
echo 'A short text.' >draft.txt
export TWILIO_AUTH_TOKEN=a-token-of-the-lab
chat_env=(--var env_path=backend.env --var tunnel_url=https://tunnel.lab.example.org --var front_url=http://localhost:3000 --var draft=draft.txt
  --only env-file,env-twilio,env-number,env-base-url,env-token,env-secret-key,env-origin,env-origin-blanks,draft-length)
chat() { spoil chatbot "$@" "${chat_env[@]}"; }
chat "all is right" "" backend.env ''
chat "an empty token" "env-twilio failed env.empty | backend-env-twilio-empty" backend.env 's/^TWILIO_AUTH_TOKEN=.*/TWILIO_AUTH_TOKEN=/'
chat "an old tunnel" "env-base-url failed expect.1" backend.env 's/tunnel.lab/before.lab/'
chat "a blank after the comma" "env-origin-blanks failed expect.1 | chat-cors-space-after-comma" backend.env 's/,http/, http/'
chat "a long text" "draft-length failed expect.1 | twilio-63016-body-too-long" draft.txt "s/.*/$(printf 'x%.0s' $(seq 1601))/"
spoil chatbot "no .env" "env-file failed env.missing-file | backend-env-file-missing" backend.env '' "${chat_env[@]}" --var env_path=none.env

cat >coach.env <<'FILE'
SECRET_KEY=0123456789012345678901234567890123456789
DEBUG=False
ALLOWED_HOSTS=localhost
DATABASE_URL=postgresql://postgres.lab:letters1@pooler.lab.example.org:5432/postgres
OPENAI_API_KEY=sk-lab-0123456789
FILE
coach() { spoil coach "$1" "$2" coach.env "$3" --var env_path=coach.env --only env-complete,env-secret-key,env-debug,env-model-key,env-no-password; }
coach "all is right" "" ''
coach "a variable missing" "env-complete failed env.missing-key | coach-env-incomplete" '/^ALLOWED_HOSTS/d'
coach "a password kept" "env-no-password failed expect.1 | garmin-credentials-stored" '$aGARMIN_PASSWORD=letters1'
coach "the key of the example" "env-model-key failed expect.1 | openai-key-example" 's/^OPENAI_API_KEY=.*/OPENAI_API_KEY=sk-.../'

printf 'SENDGRID_API_KEY=SG.lab\nEMAIL_FROM=ops@lab.example.org\nLOGS_TOKEN=letters1\n' >options.env
options() { spoil options "$1" "$2" options.env "$3" --var env_path=options.env --only env-mail,env-mail-prefix,env-logs; }
options "all is right" "" ''
options "no mail key" "env-mail failed env.empty | mail-key-not-copied" 's/SG.lab//'
options "no token" "env-logs failed env.empty | options-logs-token-empty" 's/letters1//'

printf 'receivers:\n  - name: team\n    email_configs:\n      - to: ops@lab.example.org\n        headers:\n          subject: x\n' >alertmanager.yml
printf 'compactor:\n  working_directory: /loki\n' >loki.yml
watch() { spoil monitoring "$@" --var alertmanager_file=alertmanager.yml --var loki_file=loki.yml --only alertmanager-file,loki-file; }
watch "all is right" "" loki.yml ''
watch "a title in a mail" "alertmanager-file failed expect.1 | e5-alertmanager-file" alertmanager.yml 's/headers:/title: x/'
watch "a field of version 2" "loki-file failed expect.1 | e5-loki-file" loki.yml '$a\  shared_store: filesystem'
finish
