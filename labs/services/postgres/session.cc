#include "labs/services/postgres/session.h"

#include <algorithm>
#include <array>

#include "labs/formats/encodings.h"
#include "labs/services/postgres/catalogue.h"
#include "labs/services/postgres/execute.h"
#include "labs/services/postgres/scram.h"

namespace services::postgres {
namespace {

constexpr std::size_t kStrangerLimit = 2'000;
constexpr std::size_t kMessageLimit = 4u << 20;
constexpr std::size_t kMostPrepared = 1'000;
constexpr std::array<std::string_view, 6> kRoles = {
    "postgres", "anon", "authenticated", "service_role", "authenticator", "supabase_admin"};

// "postgresql://USER:PASSWORD@…" of DATABASE_URL.
std::pair<std::string, std::string> url_login(const Context& context) {
  const std::string_view url = context.setting("DATABASE_URL");
  const std::size_t begin = url.find("://");
  const std::size_t end = url.rfind('@');
  if (begin == std::string_view::npos || end == std::string_view::npos || end < begin) return {};
  const std::string_view login = url.substr(begin + 3, end - begin - 3);
  const std::size_t colon = std::min(login.find(':'), login.size());
  return {formats::decode_percent(login.substr(0, colon)),
          formats::decode_percent(login.substr(std::min(colon + 1, login.size())))};
}

struct Prepared {
  Statement statement;
  std::vector<std::int32_t> types;
};
struct Portal {
  Statement statement;
  Row parameters;
  std::optional<Result> result;
  std::size_t sent = 0;
};

std::size_t parameters_of(const Statement& statement) {
  std::size_t most = 0;
  for (const Token& token : statement)
    if (token.kind == Kind::Parameter && token.text.size() < 6)
      most = std::max<std::size_t>(most, std::stoul(token.text.substr(1)));
  return most;
}

class Session : public http::StreamSession {
 public:
  Session(Face face, std::function<Context()> context)
      : face_(face), make_context_(std::move(context)) {}

  void opened(http::Outlet& peer) override {
    const Context context = make_context_();
    if (context.broken("supabase-cloud-ip-allowlist")) end(peer);
  }

  void received(std::string_view bytes, http::Outlet& peer) override {
    if (over_) return;
    Context context = make_context_();
    if (context.broken("db-connection-timeout")) return;
    pending_ += bytes;
    out_.clear();
    while (!over_ && stage_ == Stage::Startup) {
      Startup startup;
      const Next next = take_startup(pending_, startup);
      if (next == Next::Partial) break;
      if (next == Next::Broken) {
        fatal("08P01", "invalid length of startup packet");
      } else if (start(startup, context, peer)) {
        return;  // TLS begins: what comes next is another stream
      }
    }
    if (!over_ && stage_ != Stage::Startup) messages(context);
    if (!out_.empty()) peer.send(std::exchange(out_, {}));
    if (over_) peer.close();
  }

  // The log-in as a whole, then each message.
  std::uint64_t begun() const override {
    if (stage_ != Stage::Ready) return 1;
    return pending_.empty() ? 0 : 2 + messages_;
  }

 private:
  enum class Stage { Startup, First, Last, Ready };

  void messages(Context& context) {
    std::size_t at = 0;
    while (!over_) {
      Message message;
      const Next next = take_message(
          pending_, at, stage_ == Stage::Ready ? kMessageLimit : kStrangerLimit, message);
      if (next == Next::Partial) break;
      ++messages_;
      if (next == Next::Broken)
        fatal("08P01", "invalid message length");
      else if (stage_ == Stage::Ready)
        handle(message, context);
      else
        authenticate(message, context);
    }
    pending_.erase(0, at);
  }

  // True when TLS begins.
  bool start(const Startup& startup, Context& context, http::Outlet& peer) {
    if (startup.code == kSslRequest) {
      const bool offered = !tls_ && !context.broken("db-not-encrypted");
      peer.send(offered ? "S" : "N");
      if (!offered) return false;
      tls_ = true;
      pending_.clear();  // sent in clear before the handshake: not from who will log in
      peer.start_tls();
      return true;
    }
    if (startup.code == kGssRequest) {
      peer.send("N");
      return false;
    }
    if (startup.code == kCancelRequest) {
      over_ = true;
      return false;
    }
    if (startup.code >> 16 != 3) {
      fatal("0A000", fmt::format("unsupported frontend protocol {}.{}: server supports 3.0 to 3.0",
                                 startup.code >> 16, startup.code & 0xffff));
      return false;
    }
    greet(startup, context);
    return false;
  }

  void greet(const Startup& startup, Context& context) {
    const auto given = [&](std::string_view name) {
      const auto found = startup.parameters.find(name);
      return found == startup.parameters.end() ? std::string() : found->second;
    };
    named_user_ = given("user");
    login_.user = named_user_;
    login_.database = given("database").empty() ? login_.user : given("database");
    application_ = given("application_name");
    if (login_.user.empty())
      return fatal("28000", "no PostgreSQL user name specified in startup packet");
    if (context.broken("db-starting")) return fatal("57P03", "the database system is starting up");
    if (context.broken("db-too-many-clients"))
      return fatal("53300", face_ == Face::Pooler
                                ? "remaining connection slots are reserved for non-replication "
                                  "superuser connections"
                                : "sorry, too many clients already");
    if (context.broken("db-access-refused"))
      return fatal(
          "28000",
          fmt::format("no pg_hba.conf entry for host \"127.0.0.1\", user \"{}\", database "
                      "\"{}\", {}",
                      login_.user, login_.database, tls_ ? "SSL encryption" : "no encryption"));
    const std::size_t dot = login_.user.find('.');
    const std::string suffix = dot == std::string::npos ? "" : login_.user.substr(dot + 1);
    login_.user = login_.user.substr(0, dot);
    const std::string wanted = tenant(context);
    if (face_ == Face::Pooler && (suffix.empty() || (!wanted.empty() && suffix != wanted) ||
                                  context.broken("db-user-not-pooled-form")))
      return fatal("XX000", "Tenant or user not found");
    scram_.emplace(context.broken("db-password-wrong") ? "another" : database_password(context),
                   context.random(18), context.random(16));
    out_ += authentication(10, std::string("SCRAM-SHA-256\0\0", 15));
    stage_ = Stage::First;
  }

  void authenticate(const Message& message, Context& context) {
    if (message.type != 'p') return fatal("08P01", "expected SASL response");
    Fields fields(message.body);
    if (stage_ == Stage::First) {
      const std::string mechanism = fields.string();
      const std::int32_t size = fields.int32();
      const std::string_view data =
          size < 0 ? std::string_view() : fields.bytes(static_cast<std::size_t>(size));
      if (!fields.good() || mechanism != "SCRAM-SHA-256")
        return fatal("08P01", "client selected an invalid SASL authentication mechanism");
      const auto answer = scram_->first(data);
      if (!answer) return fatal("08P01", "malformed SCRAM message");
      out_ += authentication(11, *answer);
      stage_ = Stage::Last;
      return;
    }
    const auto answer = scram_->last(message.body);
    if (!answer && scram_->malformed()) return fatal("08P01", "malformed SCRAM message");
    // An unknown role is refused as late, and in the same words, as a wrong password.
    const bool known = std::find(kRoles.begin(), kRoles.end(), login_.user) != kRoles.end();
    if (!answer || !known || database_password(context).empty())
      return fatal("28P01", fmt::format("password authentication failed for user \"{}\"",
                                        face_ == Face::Pooler ? login_.user : named_user_));
    if (login_.database != "postgres" || context.broken("db-database-missing"))
      return fatal("3D000", fmt::format("database \"{}\" does not exist", login_.database));
    if (const auto made = make_catalogue(context); !made)
      return fatal("XX000", "the catalogue could not be made: " + made.error().message.en);
    login_.past_policies = login_.user == "postgres" || login_.user == "service_role" ||
                           login_.user == "supabase_admin";
    out_ += authentication(12, *answer);
    out_ += authentication(0);
    const std::pair<std::string_view, std::string_view> status[] = {
        {"application_name", application_},
        {"client_encoding", "UTF8"},
        {"DateStyle", "ISO, MDY"},
        {"integer_datetimes", "on"},
        {"IntervalStyle", "postgres"},
        {"is_superuser", login_.user == "postgres" ? "on" : "off"},
        {"server_encoding", "UTF8"},
        {"server_version", "15.8"},
        {"session_authorization", login_.user},
        {"standard_conforming_strings", "on"},
        {"TimeZone", "UTC"}};
    for (const auto& [name, value] : status) out_ += parameter_status(name, value);
    out_ += backend_key(1, 1);
    out_ += ready('I');
    stage_ = Stage::Ready;
  }

  void handle(const Message& message, Context& context) {
    // After an error of an extended query everything is left out until the client says Sync.
    if (skipping_ && message.type != 'S' && message.type != 'X') return;
    Fields fields(message.body);
    switch (message.type) {
      case 'Q':
        return simple(fields.string(), context);
      case 'P':
        return parse(fields);
      case 'B':
        return bind(fields);
      case 'D':
        return describe(fields, context);
      case 'E':
        return run_portal(fields, context);
      case 'C':
        return close(fields);
      case 'H':
        return;
      case 'S':
        skipping_ = false;
        if (login_.status == 'I') portals_.clear();
        if (login_.status == 'I' && face_ == Face::Pooler &&
            context.broken("db-pgbouncer-flag-missing"))
          std::erase_if(prepared_, [](const auto& one) { return !one.first.empty(); });
        out_ += ready(login_.status);
        return;
      case 'X':
        over_ = true;
        return;
      case 'd':
      case 'c':
      case 'f':
        return;  // what is left of a COPY that was refused
      default:
        return fatal("08P01",
                     fmt::format("invalid frontend message type {}",
                                 static_cast<int>(static_cast<unsigned char>(message.type))));
    }
  }

  void simple(const std::string& sql, Context& context) {
    const Script script = parse_script(sql);
    if (script.broken) {
      fail({"42601", "unterminated quoted string, comment, or a script that is too long"});
    } else if (script.statements.empty()) {
      out_ += empty_message('I');
    }
    for (const Statement& statement : script.statements) {
      if (script.broken) break;
      const Result result = execute(login_, statement, {}, context);
      if (!result) {
        fail(result.error());
        break;
      }
      if (result->notice) out_ += notice(*result->notice);
      if (result->gives_rows) {
        out_ += row_description(result->columns);
        for (const Row& row : result->rows) out_ += data_row(row);
      }
      out_ += command_complete(result->tag);
    }
    out_ += ready(login_.status);
  }

  void parse(Fields& fields) {
    const std::string name = fields.string();
    const std::string sql = fields.string();
    Prepared prepared;
    const int types = fields.int16();
    for (int i = 0; i < types && fields.good(); ++i) prepared.types.push_back(fields.int32());
    if (!fields.good()) return refuse({"08P01", "invalid Parse message"});
    const Script script = parse_script(sql);
    if (script.broken) return refuse({"42601", "unterminated quoted string or comment"});
    if (script.statements.size() > 1)
      return refuse({"42601", "cannot insert multiple commands into a prepared statement"});
    if (!script.statements.empty()) prepared.statement = script.statements[0];
    if (!name.empty() && prepared_.contains(name))
      return refuse({"42P05", "prepared statement \"" + name + "\" already exists"});
    if (prepared_.size() >= kMostPrepared)
      return refuse({"53400", "this reference keeps no more prepared statements"});
    prepared.types.resize(std::max(prepared.types.size(), parameters_of(prepared.statement)));
    prepared_.insert_or_assign(name, std::move(prepared));
    out_ += empty_message('1');
  }

  void bind(Fields& fields) {
    const std::string portal = fields.string();
    const std::string name = fields.string();
    const auto found = prepared_.find(name);
    if (found == prepared_.end())
      return refuse({"26000", "prepared statement \"" + name + "\" does not exist"});
    std::vector<std::int16_t> formats_of(
        static_cast<std::size_t>(std::clamp<int>(fields.int16(), 0, 1000)));
    for (auto& one : formats_of) one = fields.int16();
    Portal made{found->second.statement, {}, {}, 0};
    const int count = fields.int16();
    for (int i = 0; i < count && fields.good(); ++i) {
      const std::int32_t size = fields.int32();
      if (size < 0) {
        made.parameters.emplace_back(std::nullopt);
        continue;
      }
      const auto index = static_cast<std::size_t>(i);
      const std::int16_t format = formats_of.empty()          ? std::int16_t{0}
                                  : formats_of.size() == 1    ? formats_of[0]
                                  : index < formats_of.size() ? formats_of[index]
                                                              : std::int16_t{0};
      if (format != 0)
        return refuse({"0A000", "this reference takes parameters as text alone", "",
                       "send them in the text format (0)"});
      made.parameters.emplace_back(fields.bytes(static_cast<std::size_t>(size)));
      const auto& types = found->second.types;
      if (index < types.size() && types[index] == static_cast<std::int32_t>(Type::Bool)) {
        std::string& value = *made.parameters.back();
        value = value.starts_with('t') || value == "1" ? "1" : "0";
      }
    }
    const int results = fields.int16();
    for (int i = 0; i < results && fields.good(); ++i)
      if (fields.int16() != 0)
        return refuse({"0A000", "this reference gives results as text alone"});
    if (!fields.good()) return refuse({"08P01", "invalid Bind message"});
    if (made.parameters.size() != found->second.types.size())
      return refuse(
          {"08P01", fmt::format("bind message supplies {} parameters, but prepared "
                                "statement \"{}\" requires {}",
                                made.parameters.size(), name, found->second.types.size())});
    if (portals_.size() >= kMostPrepared) return refuse({"53400", "too many portals"});
    portals_.insert_or_assign(portal, std::move(made));
    out_ += empty_message('2');
  }

  // A portal runs when it is described or executed, whichever comes first: only then is known what
  // its columns are.
  bool ensure(Portal& portal, Context& context) {
    if (!portal.result && !portal.statement.empty())
      portal.result = execute(login_, portal.statement, portal.parameters, context);
    if (portal.result && !*portal.result) {
      refuse(portal.result->error());
      return false;
    }
    return true;
  }

  void describe(Fields& fields, Context& context) {
    const std::string_view kind = fields.bytes(1);
    const std::string name = fields.string();
    if (!fields.good()) return refuse({"08P01", "invalid Describe message"});
    if (kind == "P") {
      const auto found = portals_.find(name);
      if (found == portals_.end())
        return refuse({"34000", "portal \"" + name + "\" does not exist"});
      if (!ensure(found->second, context)) return;
      const auto& result = found->second.result;
      out_ += result && (*result)->gives_rows ? row_description((*result)->columns)
                                              : empty_message('n');
      return;
    }
    const auto found = prepared_.find(name);
    if (found == prepared_.end())
      return refuse({"26000", "prepared statement \"" + name + "\" does not exist"});
    std::vector<std::int32_t> types = found->second.types;
    std::replace(types.begin(), types.end(), 0, static_cast<std::int32_t>(Type::Text));
    out_ += parameter_description(types);
    const Statement& statement = found->second.statement;
    const bool asks =
        !statement.empty() && (is(statement[0], "select") || is(statement[0], "with") ||
                               is(statement[0], "values") || is(statement[0], "show"));
    if (!asks) {
      out_ += empty_message('n');
      return;
    }
    // Asked with nothing for each parameter, it tells its columns.
    Login trial = login_;
    const Result result = execute(trial, statement, Row(types.size()), context);
    if (!result) return refuse(result.error());
    out_ += row_description(result->columns);
  }

  void run_portal(Fields& fields, Context& context) {
    const std::string name = fields.string();
    const std::int32_t most = fields.int32();
    const auto found = portals_.find(name);
    if (!fields.good() || found == portals_.end())
      return refuse({"34000", "portal \"" + name + "\" does not exist"});
    Portal& portal = found->second;
    if (portal.statement.empty()) {
      out_ += empty_message('I');
      return;
    }
    if (!ensure(portal, context)) return;
    const Outcome& outcome = **portal.result;
    if (outcome.notice) out_ += notice(*outcome.notice);
    const std::size_t until =
        most <= 0 ? outcome.rows.size()
                  : std::min(outcome.rows.size(), portal.sent + static_cast<std::size_t>(most));
    for (; portal.sent < until; ++portal.sent) out_ += data_row(outcome.rows[portal.sent]);
    out_ += portal.sent < outcome.rows.size() ? empty_message('s') : command_complete(outcome.tag);
  }

  void close(Fields& fields) {
    const std::string_view kind = fields.bytes(1);
    const std::string name = fields.string();
    if (kind == "S") prepared_.erase(name);
    if (kind == "P") portals_.erase(name);
    out_ += empty_message('3');
  }

  void fail(const Problem& problem) {
    out_ += error_response(problem);
    if (login_.status == 'T') login_.status = 'E';
  }
  void refuse(const Problem& problem) {
    fail(problem);
    skipping_ = true;
  }
  void fatal(std::string state, std::string message) {
    out_ += error_response({std::move(state), std::move(message)}, "FATAL");
    over_ = true;
  }
  void end(http::Outlet& peer) {
    over_ = true;
    peer.close();
  }

  Face face_;
  std::function<Context()> make_context_;
  std::string pending_;
  std::uint64_t messages_ = 0;
  std::string out_;
  Stage stage_ = Stage::Startup;
  bool tls_ = false;
  bool over_ = false;
  bool skipping_ = false;
  std::optional<Scram> scram_;
  std::string named_user_;
  std::string application_;
  Login login_;
  std::map<std::string, Prepared> prepared_;
  std::map<std::string, Portal> portals_;
};

}  // namespace

std::string database_password(const Context& context) {
  const std::string_view given = context.setting("POSTGRES_PASSWORD");
  return given.empty() ? url_login(context).second : std::string(given);
}

std::string tenant(const Context& context) {
  const std::string_view given = context.setting("POOLER_TENANT_ID");
  if (!given.empty()) return std::string(given);
  const std::string user = url_login(context).first;
  const std::size_t dot = user.find('.');
  return dot == std::string::npos ? std::string() : user.substr(dot + 1);
}

std::unique_ptr<http::StreamSession> make_session(Face face, std::function<Context()> context) {
  return std::make_unique<Session>(face, std::move(context));
}

}  // namespace services::postgres
