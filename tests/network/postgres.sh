#!/usr/bin/env bash
# The lab "postgres" against PostgreSQL: tables, row-level security, passwords.
. "$(dirname "$0")/support.sh"
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | tail -n 1)
[ -n "$bin" ] || { echo "skipped: no PostgreSQL"; exit 77; }
need node openssl

# PostgreSQL refuses to run as root.
as=()
data=$work/data
mkdir "$data"
if [ "$(id -u)" = 0 ]; then
  as=(runuser -u postgres --)
  chown postgres "$data"
fi
certificate pg localhost "${good_dates[@]}"
cp "$work/pg.pem" "$work/pg.key" "$data.tls" 2>/dev/null || { mkdir "$data.tls"; cp "$work/pg.pem" "$work/pg.key" "$data.tls"; }
[ "$(id -u)" = 0 ] && chown -R postgres "$data.tls"
chmod 600 "$data.tls/pg.key"
port=$(free_port)
closed=$(free_port)
echo owner-password >"$work/pw"
chmod 644 "$work/pw"
"${as[@]}" "$bin/initdb" -D "$data" -U owner --pwfile="$work/pw" -A scram-sha-256 >>"$work/log" 2>&1 || { tail "$work/log"; exit 1; }
start "${as[@]}" "$bin/postgres" -D "$data" -p "$port" -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off \
  -c ssl=on -c ssl_cert_file="$data.tls/pg.pem" -c ssl_key_file="$data.tls/pg.key"
wait_for "$port"
sql() { PGPASSWORD=owner-password PGSSLMODE=disable psql -X -q -v ON_ERROR_STOP=1 -h 127.0.0.1 -p "$port" -U owner "$1" -c "$2" >>"$work/log" 2>&1 || { echo "psql: $2"; tail "$work/log"; exit 1; }; }
for _ in $(seq 50); do PGPASSWORD=owner-password psql -X -q -h 127.0.0.1 -p "$port" -U owner postgres -c 'SELECT 1' >/dev/null 2>&1 && break; sleep 0.1; done
sql postgres "CREATE ROLE anon LOGIN PASSWORD 'anon-password'"
make() {
  sql postgres "CREATE DATABASE $1"
  sql "$1" "CREATE TABLE users (id int, mfa_secret text); INSERT INTO users VALUES (1, 'x'); CREATE TABLE analytics (id int); GRANT SELECT ON users TO anon"
  sql "$1" "ALTER TABLE users ENABLE ROW LEVEL SECURITY; CREATE POLICY own ON users FOR SELECT USING (current_user = 'owner')"
}
make good
make open_rows
sql open_rows "DROP POLICY own ON users; CREATE POLICY wide ON users FOR SELECT USING (true)"
make no_rls
sql no_rls "ALTER TABLE users DISABLE ROW LEVEL SECURITY"
make no_mfa
sql no_mfa "ALTER TABLE users DROP COLUMN mfa_secret"
make no_analytics
sql no_analytics "DROP TABLE analytics"
make empty
sql empty "DROP TABLE users"

try() {
  local what=$1 wanted=$2 base=$3 login=${4:-owner:owner-password} at=${5:-127.0.0.1:$port}
  DATABASE_URL="postgresql://$login@$at/$base?pgbouncer=true" ANON_DATABASE_URL="postgresql://anon:anon-password@127.0.0.1:$port/$base" \
    expect "$what" "$wanted" postgres
}
try "all is right" "" good
try "a policy too wide" "private failed expect.1 | supabase-rls-missing" open_rows
try "row security off" "row-security failed expect.1; private failed expect.1 | supabase-rls-disabled" no_rls
try "third migration" "mfa-columns failed expect.1 | db-migration-mfa-not-run" no_mfa
try "second migration" "tables failed expect.2 | db-migration-analytics-not-run" no_analytics
try "first migration" "tables failed expect.1; private failed pg.table-missing | db-migration-base-not-run" empty
try "wrong password" "login failed pg.password | db-password-wrong" good owner:other-password
try "no password" "login failed pg.no-password | db-password-missing" good owner
try "unknown database" "login failed pg.database-missing; private failed pg.database-missing | db-database-missing" missing
try "nothing there" "login failed tcp.refused | db-connection-refused" good owner:owner-password "127.0.0.1:$closed"
finish
