// PostgreSQL's wire protocol over the stack's tables, twice: "postgres" is the database itself
// (5432), "pooler" the door that hosted projects have (6543), where the user is postgres.PROJECT.
// Roles: postgres and service_role see everything; anon and authenticated see what the policies
// let them, and write nothing. The password is POSTGRES_PASSWORD, else the one in DATABASE_URL.
//
// It answers SELECT, INSERT, UPDATE, DELETE, transactions (whose writes cannot be taken back),
// CREATE TABLE, ALTER TABLE … ADD COLUMN and … ROW LEVEL SECURITY, CREATE POLICY, the catalogue
// that psql's \dt and people's checks read; the rest is refused with a sentence.
//
// Faults:
//   db-password-wrong                28P01, whatever the password
//   db-user-not-pooled-form          "Tenant or user not found" at the pooler
//   db-database-missing              3D000
//   db-not-encrypted                 'N' to who asks for TLS
//   db-connection-timeout            connections are taken and never answered
//   db-too-many-clients              53300
//   hosted-db-quota                  the database is read-only: its plan is used up
//   db-starting                      57P03
//   db-access-refused                28000, no pg_hba.conf entry
//   db-pgbouncer-flag-missing        the pooler forgets prepared statements between transactions
//   supabase-cloud-ip-allowlist      connections are closed at once
//   supabase-pooler-vault-key-size   the pooler does not start (so it is too when VAULT_ENC_KEY has
//                                    another length than 32)
//   db-migration-base-not-run, db-migration-analytics-not-run, db-migration-mfa-not-run
//   supabase-rls-disabled            row-level security is off, and says so
//   supabase-rls-missing             it is on, and lets every row through
#pragma once

#include <memory>

#include "labs/services/service.h"

namespace services {

std::unique_ptr<Service> make_postgres();
std::unique_ptr<Service> make_pooler();

}  // namespace services
