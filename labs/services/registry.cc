#include "labs/services/registry.h"

#include "labs/services/apps/apps.h"
#include "labs/services/dns/dns_service.h"
#include "labs/services/host/host.h"
#include "labs/services/mail/mail_service.h"
#include "labs/services/postgres/postgres_service.h"
#include "labs/services/proxy/proxy.h"
#include "labs/services/redis/redis_service.h"
#include "labs/services/supabase/auth.h"
#include "labs/services/supabase/kong.h"
#include "labs/services/supabase/realtime.h"
#include "labs/services/supabase/rest.h"
#include "labs/services/supabase/storage.h"
#include "labs/services/supabase/studio.h"

namespace services {

std::vector<std::unique_ptr<Service>> all_services() {
  std::vector<std::unique_ptr<Service>> out;
  auto realtime = std::make_unique<Realtime>();
  auto kong = make_kong(*realtime);
  out.push_back(std::move(realtime));
  out.push_back(std::move(kong));
  out.push_back(make_auth());
  out.push_back(make_rest());
  out.push_back(make_storage());
  out.push_back(make_studio());
  out.push_back(make_mail());
  out.push_back(make_smtp());
  out.push_back(make_redis());
  out.push_back(make_postgres());
  out.push_back(make_pooler());
  out.push_back(make_dns());
  out.push_back(make_proxy());
  out.push_back(make_host());
  for (auto& service : application_services()) out.push_back(std::move(service));
  return out;
}

}  // namespace services
