// The coaching application: a Django web application with a REST API, a FastAPI service that
// answers for the agent, a Streamlit page, and the reverse proxy in front of them. They trust each
// other's tokens: HS256 with SECRET_KEY, as djangorestframework-simplejwt signs them.
//
//   django 8002     / /admin/ /health /health/ready /coaching/plans/ /api/schema/
//                   /api/v1/auth/register|login|refresh|profile|logout/   /api/v1/activities/
//                   /api/v1/activities/pipeline/   /api/v1/coaching/simple-plan|running-wizard/
//   fastapi 8000    /docs /openapi.json /health /ready   /v1/coaching/chat (token)
//                   /v1/coaching/chat-legacy (X-API-Key)   /v1/coaching/generate-training-plan
//   streamlit 8501  / /_stcore/health
//   coach-proxy 8088  /health and /ready and /v1/ to FastAPI, /chat/ to Streamlit, the rest to
//   Django
//
// Settings: SECRET_KEY (or COACH_SECRET_KEY), DEBUG, API_KEY, COACH_EMAIL and COACH_PASSWORD (the
// learner's account), SOURCE_PASSWORD (what the activity source takes).
//
// Switches, Django: django-secret-key-fallback, django-project-root-docker,
// django-templates-broken, django-css-cdn-missing, django-import-path (down),
// django-migrations-not-applied, jwt-stale-token, db-fallback-silent, db-hybrid-drift,
// sqlite-multiple-databases, garmin-duplicate-activities, garmin-auth-failure, azure-sql-timeout,
// azure-odbc-driver-path, supabase-cloud-ssl-expired, supabase-cloud-network-unreachable,
// supabase-cloud-ip-allowlist, hosted-db-quota, agent-wrong-service-url, agent-fastapi-auth,
// agent-timeout, plan-generator-degraded, health-check-shallow, django-page-path,
// garmin-credentials-missing, coach-token-refused, coach-refresh-reuse.
// FastAPI: fastapi-azure-sql-unreachable, docker-ipv6-unreachable, fastapi-mssql-backend-missing
// (down), fastapi-double-depends, agent-wrong-table, agent-user-id-hardcoded,
// agent-user-id-default-one, agent-tool-db-error, rag-index-missing, rag-knowledge-path,
// agent-data-not-used, openai-key-invalid, status-200-error-body, legacy-api-key-endpoint,
// coach-not-deep, compose-env-not-in-containers, coach-agent-open, coach-token-unverified,
// coach-agent-refuses, rag-knowledge-unused.
// Proxy: reverse-proxy-prefix-drift, reverse-proxy-prefix-drift-api.
#pragma once

#include <memory>

#include "labs/services/service.h"

namespace services {

std::unique_ptr<Service> make_django();
std::unique_ptr<Service> make_fastapi();
std::unique_ptr<Service> make_streamlit();
std::unique_ptr<Service> make_coach_proxy();

}  // namespace services
