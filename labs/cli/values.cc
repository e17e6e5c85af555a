#include "labs/cli/values.h"

#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <istream>
#include <ostream>

#include "generator/base/ascii.h"
#include "generator/base/files.h"
#include "generator/base/nearest.h"
#include "generator/text/toml.h"
#include "labs/engine/redactor.h"
#include "labs/formats/dotenv.h"
#include "labs/formats/json.h"

namespace lab_check {
using base::message;
namespace {

std::string environment(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  return value != nullptr ? value : "";
}

base::Error unknown(const spec::Lab& lab, const std::string& name) {
  std::vector<std::string> names;
  for (const spec::Variable& variable : lab.variables) names.push_back(variable.name);
  base::Error error{base::ErrorKind::Usage,
                    message("the lab '{}' has no variable '{}'",
                            "le labo « {} » n'a pas de variable « {} »", lab.id, name),
                    {},
                    base::did_you_mean(name, names)};
  if (lab.find_secret(name) != nullptr)
    error.hint = message("it is a secret: give it in the environment, as {}",
                         "c'est un secret : donnez-le dans l'environnement, sous {}",
                         lab.find_secret(name)->environment);
  return error;
}

class Gathering {
 public:
  Gathering(const spec::Lab& lab, const Sources& sources, const Session& session,
            std::vector<base::Error>& problems)
      : lab_(lab), sources_(sources), session_(session), problems_(problems) {}

  base::Done run(Gathered& out) {
    TRY(from_file(out));
    for (const spec::Variable& variable : lab_.variables) {
      const std::string value = environment("LAB_" + base::upper(variable.name));
      if (!value.empty()) out.values[variable.name] = value;
    }
    for (const std::string& pair : sources_.vars) from_line(pair, out);
    ask_for_missing(out);
    for (const std::string& name : engine::add_defaults(lab_, out.values)) {
      const spec::Variable& variable = *lab_.find_variable(name);
      problems_.push_back({base::ErrorKind::Usage,
                           message("'{}' has no value: {}", "« {} » n'a pas de valeur : {}", name,
                                   session_.say(variable.meaning)),
                           {},
                           message("--var {}={}", "--var {}={}", name,
                                   variable.example.empty() ? "…" : variable.example)});
    }
    for (const spec::Variable& variable : lab_.variables) {
      const auto value = out.values.find(variable.name);
      if (value == out.values.end()) continue;
      const auto good = engine::check_value(variable, value->second);
      if (!good) problems_.push_back(good.error());
    }
    if (!problems_.empty()) return {};
    return secrets(out);
  }

 private:
  void from_line(const std::string& pair, Gathered& out) {
    const std::size_t equals = pair.find('=');
    const std::string name = pair.substr(0, equals);
    if (equals == std::string::npos) {
      problems_.push_back({base::ErrorKind::Usage,
                           message("'{}' is not NAME=VALUE", "« {} » n'est pas NOM=VALEUR", pair),
                           {},
                           {}});
    } else if (lab_.find_variable(name) == nullptr) {
      problems_.push_back(unknown(lab_, name));
    } else {
      out.values[name] = pair.substr(equals + 1);
    }
  }

  base::Done from_file(Gathered& out) {
    if (sources_.values_file.empty()) return {};
    const std::string text = TRY(base::read_file(sources_.values_file, 1u << 20));
    const text::Node root = TRY(text::parse_toml(text, sources_.values_file));
    for (const text::Member& member : std::get<text::Table>(root.value)) {
      if (lab_.find_variable(member.key) == nullptr) {
        base::Error error = unknown(lab_, member.key);
        error.where = {sources_.values_file, member.key_at, {}};
        problems_.push_back(std::move(error));
      } else {
        out.values[member.key] = formats::plain(member.value);
      }
    }
    return {};
  }

  void ask_for_missing(Gathered& out) {
    if (!session_.can_ask || !problems_.empty()) return;
    for (const spec::Variable& variable : lab_.variables) {
      if (variable.otherwise || variable.optional || out.values.contains(variable.name)) continue;
      const std::string value = ask(
          session_, fmt::format("{} ({}): ", session_.say(variable.meaning), variable.name), false);
      if (!value.empty()) out.values[variable.name] = value;
    }
  }

  base::Done secrets(Gathered& out) {
    formats::DotenvFile file;
    if (!sources_.env_file.empty())
      file = formats::parse_dotenv(TRY(base::read_file(sources_.env_file, 1u << 20)));
    for (const spec::Secret& secret : lab_.secrets) {
      std::string value = environment(secret.environment);
      if (value.empty()) {
        const formats::DotenvEntry* entry = file.find(secret.env_key);
        if (entry != nullptr) value = entry->value;
      }
      if (value.empty() && session_.can_ask && !secret.optional)
        value =
            ask(session_,
                fmt::format("{} ({}): ", session_.say(secret.meaning), secret.environment), true);
      if (value.empty()) continue;
      if (static_cast<std::int64_t>(value.size()) < secret.min_length)
        problems_.push_back({base::ErrorKind::Usage,
                             message("the secret '{}' has {} characters, and needs {}",
                                     "le secret « {} » a {} caractères, il en faut {}",
                                     secret.environment, value.size(), secret.min_length),
                             {},
                             {}});
      if (value.size() < engine::Redactor::kShortest)
        problems_.push_back(
            {base::ErrorKind::Usage,
             message("the secret '{}' has fewer than {} characters, and could not be masked",
                     "le secret « {} » a moins de {} caractères et ne pourrait pas être masqué",
                     secret.environment, engine::Redactor::kShortest),
             {},
             {}});
      out.secrets[secret.name] = std::move(value);
    }
    return {};
  }

  const spec::Lab& lab_;
  const Sources& sources_;
  const Session& session_;
  std::vector<base::Error>& problems_;
};

}  // namespace

std::string ask(const Session& session, const std::string& prompt, bool secret) {
  session.err << prompt << std::flush;
  termios before = {};
  const bool quiet = secret && session.can_ask && ::tcgetattr(STDIN_FILENO, &before) == 0;
  if (quiet) {
    termios silent = before;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
  }
  std::string line;
  std::getline(session.in, line);
  if (quiet) {
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
    session.err << '\n';
  }
  while (!line.empty() && (line.back() == '\r' || line.back() == ' ')) line.pop_back();
  return line;
}

base::Done add_practice(const std::filesystem::path& folder, const std::string& lab,
                        Sources& sources) {
  const std::filesystem::path values = folder / (lab + ".toml");
  std::error_code failed;
  if (!std::filesystem::exists(values, failed))
    return base::fail(
        base::ErrorKind::Usage,
        message("the folder '{}' has no values for the lab '{}'",
                "le dossier « {} » n'a pas de valeurs pour le labo « {} »", folder.string(), lab),
        {},
        message("in another window: lab-services up --lab {} --data {}",
                "dans une autre fenêtre : lab-services up --lab {} --data {}", lab,
                folder.string()));
  if (sources.values_file.empty()) sources.values_file = values.string();
  if (sources.env_file.empty()) sources.env_file = (folder / ".env").string();
  return {};
}

base::Result<Gathered> gather(const spec::Lab& lab, const Sources& sources, const Session& session,
                              std::vector<base::Error>& problems) {
  Gathered out;
  TRY(Gathering(lab, sources, session, problems).run(out));
  return out;
}

}  // namespace lab_check
