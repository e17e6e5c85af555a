#include "labs/probes/postgres.h"

#include <libpq-fe.h>
#include <poll.h>

#include <array>
#include <cctype>

#include "generator/base/handle.h"
#include "generator/text/utf8.h"
#include "labs/formats/json.h"
#include "labs/probes/wire.h"

namespace probes {
namespace {

using Session = base::Handle<PGconn, PQfinish>;
using Rows = base::Handle<PGresult, PQclear>;
using Options = base::Handle<PQconninfoOption, PQconninfoFree>;

constexpr std::size_t kMostRows = 1000;

bool contains(std::string_view text, std::string_view part) {
  return text.find(part) != std::string_view::npos;
}

// "FATAL:  28P01: password …" -> "28P01": in verbose mode the code stands before the words.
std::string sqlstate_in(std::string_view words) {
  for (std::size_t at = words.find(":  "); at != std::string_view::npos;
       at = words.find(":  ", at + 1)) {
    const std::string_view code = words.substr(at + 3, 5);
    bool good = code.size() == 5 && words.substr(at + 8, 1) == ":";
    for (const char c : code) good = good && ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'));
    if (good) return std::string(code);
  }
  return {};
}

// The server's or the library's words, without the lines about source files.
std::string clean_words(std::string_view words) {
  std::string out;
  while (!words.empty()) {
    const std::size_t end = std::min(words.find('\n'), words.size());
    const std::string_view line = words.substr(0, end);
    words.remove_prefix(std::min(end + 1, words.size()));
    if (!line.starts_with("LOCATION:") && !line.empty())
      out += (out.empty() ? "" : " ") + std::string(line);
  }
  return std::string(text::cut_to(out, 2000));
}

base::Done wait(PGconn* session, short events, const Limits& limits) {
  while (!limits.over()) {
    pollfd polled = {PQsocket(session), events, 0};
    const auto pause = limits.left(std::chrono::milliseconds(100));
    if (::poll(&polled, 1, static_cast<int>(pause.count())) > 0) return {};
  }
  if (limits.cancelled != nullptr && *limits.cancelled) return refuse("run.cancelled");
  return refuse("pg.timeout");
}

struct Place {
  std::string host;
  std::string port = "5432";
};

// What the address names; the library would ask DNS itself, without a deadline.
base::Result<Place> parse_place(const std::string& url) {
  if (!url.starts_with("postgres://") && !url.starts_with("postgresql://")) return refuse("pg.url");
  char* words = nullptr;
  const Options options(PQconninfoParse(url.c_str(), &words));
  if (!options) {
    PQfreemem(words);  // they may quote the password
    return refuse("pg.url");
  }
  Place out;
  for (const PQconninfoOption* option = options.get(); option->keyword != nullptr; ++option) {
    if (option->val == nullptr || *option->val == '\0') continue;
    if (std::string_view(option->keyword) == "host") out.host = option->val;
    if (std::string_view(option->keyword) == "port") out.port = option->val;
  }
  if (out.host.empty() || contains(out.host, ",")) return refuse("pg.url");
  return out;
}

class Talk {
 public:
  Talk(const PostgresRequest& request, const Limits& limits, Observation& out)
      : request_(request), limits_(limits), out_(out) {}

  base::Done run() {
    TRY(log_in());
    out_.flag("connected", true);
    out_.flag("tls", PQsslInUse(session_.get()) == 1);
    if (const char* version = PQparameterStatus(session_.get(), "server_version"))
      out_.fact("server-version", version);
    TRY(simple("BEGIN READ ONLY"));
    TRY(query());
    return simple("ROLLBACK");
  }

 private:
  base::Done log_in() {
    const std::string url = without_pgbouncer(request_.url);
    const Place place = TRY(parse_place(url));
    std::string address;
    if (!place.host.starts_with('/')) {
      // Says refused, filtered and unknown names apart, which the library's words do not.
      const Target target = TRY(parse_target(
          (contains(place.host, ":") ? "[" + place.host + "]" : place.host) + ":" + place.port));
      address = TRY(connect_tcp(target, "", limits_)).address;
    }
    const std::array<const char*, 9> names = {"dbname",           "hostaddr", "passfile",
                                              "application_name", "sslmode",  "sslrootcert",
                                              "gssencmode",       nullptr,    nullptr};
    const char* mode = !request_.ca.empty() ? "verify-full" : request_.tls ? "require" : nullptr;
    const std::array<const char*, 9> values = {
        url.c_str(), address.empty() ? nullptr : address.c_str(),         "/dev/null", "lab-check",
        mode,        request_.ca.empty() ? nullptr : request_.ca.c_str(), "disable",   nullptr,
        nullptr};
    session_.reset(PQconnectStartParams(names.data(), values.data(), 1));
    if (!session_) return refuse("probe.failed");
    PQsetErrorVerbosity(session_.get(), PQERRORS_VERBOSE);
    for (PostgresPollingStatusType state = PGRES_POLLING_WRITING;;) {
      if (state == PGRES_POLLING_FAILED || PQstatus(session_.get()) == CONNECTION_BAD)
        return refusal(PQerrorMessage(session_.get()), "");
      if (state == PGRES_POLLING_OK) return {};
      TRY(wait(session_.get(), state == PGRES_POLLING_READING ? POLLIN : POLLOUT, limits_));
      state = PQconnectPoll(session_.get());
    }
  }

  base::Done refusal(std::string_view words, std::string_view known_state) {
    const std::string state = known_state.empty() ? sqlstate_in(words) : std::string(known_state);
    out_.words = clean_words(words);
    if (!state.empty()) out_.fact("sqlstate", state);
    return refuse(postgres_reason(state, words));
  }

  // The next result, or none at the end of the statement.
  base::Result<Rows> next() {
    while (PQisBusy(session_.get()) == 1) {
      TRY(wait(session_.get(), POLLIN, limits_));
      if (PQconsumeInput(session_.get()) != 1) return refuse("pg.closed");
    }
    return Rows(PQgetResult(session_.get()));
  }

  base::Done flush() {
    for (;;) {
      const int left = PQflush(session_.get());
      if (left == 0) return {};
      if (left < 0) return refuse("pg.closed");
      TRY(wait(session_.get(), POLLOUT, limits_));
    }
  }

  base::Done simple(const char* statement) {
    if (PQsendQuery(session_.get(), statement) != 1) return refuse("pg.closed");
    TRY(flush());
    base::Done done;
    for (;;) {
      const Rows result = TRY(next());
      if (!result) return done;
      if (done && PQresultStatus(result.get()) != PGRES_COMMAND_OK) done = error_of(result.get());
    }
  }

  base::Done error_of(const PGresult* result) {
    const char* state = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const char* words = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    return refusal(words != nullptr ? words : PQresultErrorMessage(result),
                   state != nullptr ? state : "");
  }

  base::Done query() {
    std::vector<const char*> values;
    for (const std::string& value : request_.parameters) values.push_back(value.c_str());
    if (PQsendQueryParams(session_.get(), request_.query.c_str(), static_cast<int>(values.size()),
                          nullptr, values.data(), nullptr, nullptr, 0) != 1)
      return refuse("pg.closed");
    PQsetSingleRowMode(session_.get());
    TRY(flush());
    text::Array rows;
    text::Array first_column;
    std::size_t bytes = 0;
    base::Done done;
    for (;;) {
      const Rows result = TRY(next());
      if (!result) break;
      const auto status = PQresultStatus(result.get());
      if (status == PGRES_FATAL_ERROR && done) done = error_of(result.get());
      if (status != PGRES_SINGLE_TUPLE) continue;
      if (rows.size() >= kMostRows || bytes > kMostBytes) {
        done = refuse("pg.error", base::message("more than {} rows came",
                                                "plus de {} lignes sont venues", kMostRows));
        break;
      }
      text::Node row;
      row.value = text::Table();
      for (int i = 0; i < PQnfields(result.get()); ++i) {
        const bool null = PQgetisnull(result.get(), 0, i) == 1;
        text::Node value;
        if (!null) value = formats::node(std::string_view(PQgetvalue(result.get(), 0, i)));
        bytes += static_cast<std::size_t>(PQgetlength(result.get(), 0, i));
        if (i == 0) first_column.push_back(value);
        formats::put(row, PQfname(result.get(), i), std::move(value));
      }
      rows.push_back(std::move(row));
    }
    if (!done) return done;
    out_.fact("rows", static_cast<std::int64_t>(rows.size()));
    if (!rows.empty()) {
      out_.fact("value", first_column.front());
      out_.fact("column", rows.front());
    }
    out_.words = text::cut_to(formats::to_json(formats::node(text::Array(first_column))), 500);
    out_.fact("values", formats::node(std::move(first_column)));
    out_.fact("json", formats::node(std::move(rows)));
    return {};
  }

  const PostgresRequest& request_;
  const Limits& limits_;
  Observation& out_;
  Session session_;
};

}  // namespace

std::string without_pgbouncer(std::string_view url) {
  const std::size_t mark = url.find('?');
  if (mark == std::string_view::npos) return std::string(url);
  std::string kept;
  for (std::string_view rest = url.substr(mark + 1); !rest.empty();) {
    const std::size_t end = std::min(rest.find('&'), rest.size());
    const std::string_view one = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (one.starts_with("pgbouncer=") || one.empty()) continue;
    kept += (kept.empty() ? "?" : "&") + std::string(one);
  }
  return std::string(url.substr(0, mark)) + kept;
}

std::string postgres_reason(std::string_view sqlstate, std::string_view words) {
  struct Row {
    std::string_view state;
    std::string_view reason;
  };
  static constexpr std::array<Row, 11> kRows = {{
      {"28P01", "pg.password"},
      {"3D000", "pg.database-missing"},
      {"42P01", "pg.table-missing"},
      {"42703", "pg.column-missing"},
      {"53300", "pg.too-many"},
      {"57P03", "pg.starting"},
      {"57P01", "pg.starting"},
      {"25006", "pg.denied"},
      {"57014", "pg.timeout"},
      {"08P01", "pg.error"},
      {"42P05", "pg.error"},
  }};
  if (contains(words, "Tenant or user not found")) return "pg.tenant";
  if (contains(words, "row-level security")) return "pg.rls";
  if (sqlstate == "42501") return "pg.denied";
  if (sqlstate == "28000") return contains(words, "pg_hba.conf") ? "pg.access" : "pg.role";
  for (const Row& row : kRows)
    if (row.state == sqlstate) return std::string(row.reason);
  if (contains(words, "no password supplied")) return "pg.no-password";
  if (contains(words, "does not support SSL")) return "pg.no-tls";
  if (contains(words, "certificate has expired")) return "tls.expired";
  if (contains(words, "does not match host name")) return "tls.name";
  if (contains(words, "certificate verify failed")) return "tls.untrusted";
  if (contains(words, "Connection refused")) return "tcp.refused";
  if (contains(words, "closed the connection") || contains(words, "reset by peer"))
    return "pg.closed";
  return "pg.error";
}

Observation probe_postgres(const PostgresRequest& request, const Limits& limits) {
  Observation out;
  out.flag("connected", false);
  const auto done = Talk(request, limits, out).run();
  if (!done) take_failure(out, done.error());
  return out;
}

}  // namespace probes
