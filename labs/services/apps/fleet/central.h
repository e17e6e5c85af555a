// The API of a small product that drives video players in clubs: what the guide "Putting an API in
// production" deploys. A Node service behind the edge of a host: when its process cannot start, the
// edge answers for it.
//
//   GET  /health /live /ready /api-docs/ /metrics
//   POST /api/auth/login {email, password, code?}   GET /api/auth/me
//   POST /api/auth/mfa/setup, enable, disable       TOTP, ten backup codes
//   /api/users /api/sites /api/groups               GET POST, and GET PUT DELETE with an id
//   GET  /api/sites/:id/config    POST GET /api/analytics    what a player asks and tells
//
// Settings: the ten variables of the guide (kCentralVariables), ALLOWED_ORIGINS, METRICS_ENABLED,
// ADMIN_EMAIL, ADMIN_PASSWORD, POSTGRES_PASSWORD (what DATABASE_URL must hold), FREE_PLAN_WAKE_MS.
//
// Switches: central-health-path-missing, central-health-unhealthy, central-free-plan-asleep,
// central-url-name-mismatch, central-api-docs-missing, central-cors-wildcard-with-credentials,
// central-port-wrong, central-not-started, central-overloaded, central-open-to-all,
// central-database-down, central-redis-down, central-storage-down (/ready alone says so),
// central-start-db-password-wrong, auth-user-missing, auth-user-inactive, auth-role-not-admin,
// auth-hash-invalid, auth-other-password, auth-any-password; and, as seen from here, those of its
// dependencies: db-connection-refused, db-connection-timeout, db-pooling-disabled,
// db-migration-base-not-run, db-migration-analytics-not-run, db-migration-mfa-not-run,
// redis-token-wrong, redis-tls-mismatch, redis-quota-exhausted. By settings alone: central-env-*,
// db-port-direct, db-user-not-pooled-form, db-password-*, db-pgbouncer-flag-missing,
// redis-scheme-wrong, auth-mfa-key-length, auth-jwt-secret-weak-or-changed, central-cors-* (the
// other four).
#pragma once

#include <array>
#include <memory>
#include <string_view>

#include "labs/services/service.h"

namespace services {

inline constexpr std::array<std::string_view, 10> kCentralVariables = {
    "NODE_ENV",  "PORT",       "DATABASE_URL",   "SUPABASE_URL", "SUPABASE_SERVICE_KEY",
    "REDIS_URL", "JWT_SECRET", "JWT_EXPIRES_IN", "MFA_ISSUER",   "MFA_ENCRYPTION_KEY"};

std::unique_ptr<Service> make_central();

}  // namespace services
