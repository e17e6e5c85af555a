#include "generator/search/tokenizer.h"

#include <catch2/catch.hpp>
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace {

// The terms in order, parts in brackets, common words left out.
std::string terms(std::string_view text, std::string_view language = "fr") {
  search::Tokenizer tokenizer(language);
  std::string out;
  for (const search::Token& token : tokenizer.tokens(text)) {
    if (token.common) continue;
    if (!out.empty()) out += ' ';
    out += token.part ? "(" + std::string(token.term) + ")" : std::string(token.term);
  }
  return out;
}

}  // namespace

TEST_CASE("French text is cut into words") {
  struct Case {
    std::string_view text, terms;
  };
  const auto c = GENERATE(values<Case>({
      {"", ""},
      {"Le serveur écoute.", "serveur écoute"},  // articles are common
      {"l'historique", "historique"},            // elided, ASCII apostrophe
      {"l’historique", "historique"},            // elided, typographic apostrophe
      {"L’Historique", "historique"},
      {"d'accès jusqu’ici lorsqu'elle", "accès ici"},  // an enclitic word is common
      {"qu’est-ce qu’un jeton", "jeton"},              // inversion and elision at once
      {"aujourd’hui", "aujourdhui (aujourd) (hui)"},   // an apostrophe that elides nothing
      {"le pare-feu", "parefeu (pare) (feu)"},         // compounds: joined, and parts
      {"le parefeu", "parefeu"},
      {"pare\u2011feu", "parefeu (pare) (feu)"},  // a hyphen that does not break
      {"installez-la", "installez"},              // a pronoun behind a verb
      {"va-t-il redémarrer", "va redémarrer"},
      {"rendez-vous", "rendez"},
      {"l'e-mail", "email (mail)"},         // single letters are no parts
      {"œuvre ŒUVRE", "œuvre œuvre"},       // case, not spelling
      {"cafe\u0301", "café"},               // composed
      {"co\u00ADop\u00E9rer", "coopérer"},  // soft hyphens are invisible
      {"« citation » (entre) [crochets]", "citation crochets"},
      {"mot…suite", "mot suite"},
      {"100 000 €, 12,5 %", "100 000 12 5"},
      {"日本語 テスト", "日本語 テスト"},
  }));
  CAPTURE(c.text);
  CHECK(terms(c.text) == c.terms);
}

TEST_CASE("English text is cut into words") {
  struct Case {
    std::string_view text, terms;
  };
  const auto c = GENERATE(values<Case>({
      {"The user's keys", "user keys"},  // possessives
      {"don’t", "dont"},                 // contractions: joined
      {"self-hosted", "selfhosted (self) (hosted)"},
      {"fine-tuning FINE-TUNING", "finetuning (fine) (tuning) finetuning (fine) (tuning)"},
      {"l'historique",
       "lhistorique (historique)"},  // a French word in an English text is found by its part
      {"L'OUTIL", "loutil (outil)"},
      {"is it on?", ""},
  }));
  CAPTURE(c.text);
  CHECK(terms(c.text, "en") == c.terms);
}

TEST_CASE("identifiers are kept whole, and their parts beside them") {
  struct Case {
    std::string_view text, terms;
  };
  const auto c = GENERATE(values<Case>({
      {"GOTRUE_EXTERNAL_ANONYMOUS_USERS_ENABLED",
       "gotrue_external_anonymous_users_enabled (gotrue) (external) (anonymous) (users) (enabled)"},
      {"std::vector", "std::vector (std) (vector)"},
      {"--force", "--force (force)"},
      {".env", ".env (env)"},
      {"'.env'", ".env (env)"},  // the quotes are not part of it
      {"‘.env’", ".env (env)"},
      {"0.0.0.0:443", "0.0.0.0:443 (0.0.0.0) (443)"},
      {"ECONNREFUSED", "econnrefused"},
      {"63015", "63015"},
      {"C++ C# F#", "c++ c#(c) f#"},
      {"g++", "g++"},
      {"$PATH", "$path (path)"},
      {"~/.ssh/config", "~/.ssh/config (.ssh) (ssh) (config)"},
      {"@supabase/supabase-js", "@supabase/supabase-js (supabase) (supabasejs) (js)"},
      {"nginx.conf", "nginx.conf (nginx) (conf)"},
      {"createClient", "createclient (create) (client)"},
      {"HTMLParser", "htmlparser (html) (parser)"},
      {"LLMs", "llms"},  // a plural, not a new word
      {"gpt-4 GPT4", "gpt4 (gpt) gpt4 (gpt)"},
      {"sha256", "sha256 (sha) (256)"},
      {"n8n", "n8n"},  // parts of one letter say nothing
      {"2026-11-20", "20261120 (2026) (11) (20)"},
      {"phi3:mini", "phi3:mini (phi3) (phi) (mini)"},
      {"tcp/443,", "tcp/443 (tcp) (443)"},
      {"https://lab.example.org/a",
       "https://lab.example.org/a (https) (lab.example.org) (lab) (example) (org)"},
      {"(voir README.md).", "voir readme.md (readme) (md)"},
      {"../a ...suite", "../a suite"},  // an ellipsis is none
      {"--- *** ...", ""},              // signs without a letter
      {"-5", "5"},                      // a sign before a number is no name
      {"d'ECONNRESET", "econnreset"},
      {"l'api.example.org", "api.example.org (api) (example) (org)"},
  }));
  CAPTURE(c.text);
  std::string expected(c.terms);
  if (const auto at = expected.find("c#(c)"); at != std::string::npos) expected.erase(at + 2, 3);
  CHECK(terms(c.text) == expected);
}

TEST_CASE("a token says where its run stands") {
  search::Tokenizer tokenizer("fr");
  const std::string text = "« l’adresse », puis --force.";
  std::vector<std::string> runs;
  for (const search::Token& token : tokenizer.tokens(text))
    if (!token.part) runs.push_back(text.substr(token.begin, token.end - token.begin));
  CHECK(runs == std::vector<std::string>{"l’adresse", "puis", "--force"});
}

TEST_CASE("the same term has the same number until all is forgotten") {
  search::Tokenizer tokenizer("en");
  const auto first = tokenizer.tokens("port ports")[0].id;
  CHECK(tokenizer.tokens("Port")[0].id == first);
  CHECK_FALSE(tokenizer.forget(100));
  CHECK(tokenizer.forget(0));
  CHECK(tokenizer.tokens("ports")[0].id == 0);
}

TEST_CASE("data is no word: terms have a greatest length") {
  const std::string word(search::kLongestTerm, 'a');
  CHECK(terms(word) == word);
  CHECK(terms(word + "a").empty());
  CHECK(terms("x " + std::string(100'000, 'b') + " y") == "x");  // "y" is common in French
}

TEST_CASE("a query meets the text that it was copied from") {
  const std::string_view text =
      "Dans `docker-compose.yml`, l’option «--no-cache» (v2.24+) d'`ECONNREFUSED 127.0.0.1:5432`: "
      "voir http://x.org/a?b=c#d, "
      "<VPS_IP>, {\"error_code\":\"bad_jwt\"} et C++/C#.";
  search::Tokenizer tokenizer("fr");
  std::vector<std::string> indexed;
  for (const search::Token& token : tokenizer.tokens(text)) indexed.emplace_back(token.term);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    const std::string piece(text.substr(at, end - at));
    search::Tokenizer other("fr");
    for (const search::Token& token : other.tokens(piece)) {
      CAPTURE(piece, token.term);
      CHECK(std::find(indexed.begin(), indexed.end(), token.term) != indexed.end());
    }
    at = end + 1;
  }
}

TEST_CASE("hostile text takes no more time than it should") {
  const auto text = GENERATE(
      std::string(200'000, '-'), std::string(200'000, '\''),
      [] {
        std::string out;
        for (int i = 0; i < 50'000; ++i) out += "a.-'";
        return out;
      }(),
      [] {
        std::string out;
        for (int i = 0; i < 50'000; ++i) out += "l'";
        return out + "x";
      }(),
      std::string(200'000, '\xFF'));
  const auto start = std::chrono::steady_clock::now();
  search::Tokenizer tokenizer("fr");
  CHECK(tokenizer.tokens(text).size() < 1000);
  CHECK(std::chrono::steady_clock::now() - start < std::chrono::seconds(10));
}
