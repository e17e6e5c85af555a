#include "labs/services/apps/apps.h"

#include "labs/services/apps/chat/chat_api.h"
#include "labs/services/apps/chat/chat_web.h"
#include "labs/services/apps/chat/tunnel.h"
#include "labs/services/apps/chat/twilio.h"
#include "labs/services/apps/coach/coach.h"
#include "labs/services/apps/fleet/central.h"
#include "labs/services/apps/fleet/dashboard.h"
#include "labs/services/apps/fleet/notify.h"
#include "labs/services/apps/monitoring/monitoring.h"
#include "labs/services/apps/stack/flowise.h"
#include "labs/services/apps/stack/llm.h"
#include "labs/services/apps/stack/n8n.h"
#include "labs/services/apps/stack/ollama.h"
#include "labs/services/apps/stack/openwebui.h"
#include "labs/services/apps/stack/qdrant.h"
#include "labs/services/apps/stack/searxng.h"

namespace services {

std::vector<std::unique_ptr<Service>> application_services() {
  std::vector<std::unique_ptr<Service>> out;
  out.push_back(make_n8n());
  out.push_back(make_flowise());
  out.push_back(make_openwebui());
  out.push_back(make_searxng());
  out.push_back(make_qdrant());
  out.push_back(make_ollama());
  out.push_back(make_llm());
  out.push_back(make_central());
  out.push_back(make_dashboard());
  out.push_back(make_notify());
  out.push_back(make_chat_api());
  out.push_back(make_chat_web());
  out.push_back(make_twilio());
  out.push_back(make_tunnel());
  out.push_back(make_django());
  out.push_back(make_fastapi());
  out.push_back(make_streamlit());
  out.push_back(make_coach_proxy());
  out.push_back(make_prometheus());
  out.push_back(make_grafana());
  out.push_back(make_node_exporter());
  out.push_back(make_loki());
  out.push_back(make_alertmanager());
  return out;
}

}  // namespace services
