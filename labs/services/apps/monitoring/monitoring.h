// The monitoring of the coach: Prometheus, which really scrapes the services of this process and
// answers queries over what it found; Grafana's health and datasource API; a node exporter; Loki;
// AlertManager.
//
//   prometheus 9090    /-/healthy /-/ready /metrics /graph  /api/v1/query query_range series labels
//                      label/:name/values targets rules alerts alertmanagers
//                      status/buildinfo|config
//   grafana 3002       /api/health /login /api/org /api/search /api/datasources
//                      /api/datasources/proxy/…, /api/ds/query
//   node-exporter 9100 /metrics     loki 3100  /ready /metrics /loki/api/v1/push query_range labels
//   alertmanager 9093  /-/healthy /-/ready /api/v2/status alerts silences
//
// Settings: GRAFANA_PASSWORD.
// Switches: e5-alerts-missing, e5-dashboard-missing, grafana-default-password,
// e5-loki-restart-loop (down), e5-alertmanager-restart-loop (down), e5-loki-unsteady,
// e5-alertmanager-unsteady, monitoring-target-down, monitoring-all-down, monitoring-no-target,
// monitoring-alerts-without-recipient, monitoring-datasource-missing, port-conflict-3000.
#pragma once

#include <memory>

#include "labs/services/service.h"

namespace services {

std::unique_ptr<Service> make_prometheus();
std::unique_ptr<Service> make_grafana();
std::unique_ptr<Service> make_node_exporter();
std::unique_ptr<Service> make_loki();
std::unique_ptr<Service> make_alertmanager();

}  // namespace services
