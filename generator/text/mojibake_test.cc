#include "generator/text/mojibake.h"

#include <catch2/catch.hpp>

#include "generator/text/utf8.h"

namespace text {
namespace {

// What a program makes of UTF-8 that it takes for Windows-1252 (or, with Turkish letters, 1254) and
// saves as UTF-8.
std::string encoded_again(std::string_view utf8, bool turkish = false) {
  constexpr char32_t kUpper[32] = {U'€', 0x81, U'‚', U'ƒ', U'„', U'…', U'†', U'‡', U'ˆ', U'‰', U'Š',
                                   U'‹', U'Œ', 0x8D, U'Ž', 0x8F, 0x90, U'‘', U'’', U'“', U'”', U'•',
                                   U'–', U'—', U'˜', U'™', U'š', U'›', U'œ', 0x9D, U'ž', U'Ÿ'};
  std::string out;
  for (const char byte : utf8) {
    char32_t c = static_cast<unsigned char>(byte);
    if (c >= 0x80 && c < 0xA0) c = kUpper[c - 0x80];
    if (turkish) {
      if (c == 0xD0) c = U'Ğ';
      if (c == 0xF0) c = U'ğ';
      if (c == U'Ž') c = 0x8E;
      if (c == U'ž') c = 0x9E;
    }
    append_character(out, c);
  }
  return out;
}

TEST_CASE("text that was encoded twice or three times is repaired") {
  const auto right =
      GENERATE(as<std::string_view>(), "déjà vu",
               "à Paris",  // 'à' becomes Ã and a no-break space
               "il va à", "c’est « l’été » – ou — l’“hiver”…", "œuvre, cœur, Œdipe",
               "100 € · 20 °C · n° 5 · ½", "ÀÂÄÇÈÉÊËÎÏÔÖÙÛÜŸ", "FORÊT, ÎLE, ÔTEZ, AOÛT",
               "Noël, sûr, dû, ambiguë", "1920 × 1080", "Iğdır, İstanbul, şişe, ışık, çağ",
               "año, niño, São Paulo, Größe", "žluťoučký kůň", "→ ✅ ≤ ™ • ☑ ⚠️",
               "😀 🚀 👍🏽", "Привет, мир", "Καλημέρα κόσμε", "日本語のテキスト",
               "Việt Nam", "├── a\n└── b",
               "e\u0301te\u0301",  // decomposed, as on a Mac
               "\uFEFFx");
  CAPTURE(right);
  const bool turkish = GENERATE(false, true);
  const std::string twice = encoded_again(right, turkish);
  CHECK(repair_mojibake(twice) == right);
  const std::string three_times = encoded_again(twice, turkish);
  CHECK(repair_mojibake(three_times) == right);
}

TEST_CASE("what stands in files is found with its place") {
  const std::string_view text = "un dÃ©jÃ\u00A0 vu, câ€™est Ã©Ã©";
  const auto found = find_mojibake(text);
  REQUIRE(found.size() == 4);
  CHECK(text.substr(found[0].begin, found[0].end - found[0].begin) == "Ã©");
  CHECK(found[0].begin == 4);
  CHECK(found[0].repaired == "é");
  CHECK(text.substr(found[1].begin, found[1].end - found[1].begin) == "Ã\u00A0");
  CHECK(found[1].repaired == "à");
  CHECK(text.substr(found[2].begin, found[2].end - found[2].begin) == "â€™");
  CHECK(found[2].repaired == "’");
  CHECK(text.substr(found[3].begin, found[3].end - found[3].begin) ==
        "Ã©Ã©");  // neighbours are one
  CHECK(found[3].repaired == "éé");
  CHECK(repair_mojibake(text) == "un déjà vu, c’est éé");
}

TEST_CASE("damage is found however short") {
  struct Case {
    std::string_view damaged, repaired;
  };
  const auto c = GENERATE(values<Case>({
      {"Â°", "°"},
      {"20 Â°C", "20 °C"},
      {"prixÂ\u00A0:", "prix\u00A0:"},
      {"Â«Â\u00A0ouiÂ\u00A0Â»", "«\u00A0oui\u00A0»"},
      {"Ã©", "é"},
      {"â‚¬", "€"},
      {"â€\u009D", "”"},  // with an undefined byte
      {"Ã\u0081", "Á"},
      {"ï¿½", "\uFFFD"},                // what was lost before stays lost
      {"ï»¿# Titre", "\uFEFF# Titre"},  // a byte order mark
      {"Ã©tÃ© et été", "été et été"},   // half of it is right
      {"ğŸ˜€", "😀"},                    // by way of Windows-1254
      {"ðŸ˜€", "😀"},                    // by way of Windows-1252
      {"e\u0301Ã©", "e\u0301é"},
  }));
  CAPTURE(c.damaged);
  CHECK(repair_mojibake(c.damaged) == c.repaired);
}

TEST_CASE("right text is never damaged") {
  const auto right = GENERATE(
      as<std::string_view>(), "", "plain ASCII", "déjà vu, naïve, 50 €, à la carte, œuvre, Æon",
      "Ã",  // alone
      "la lettre Ã et la lettre Â",
      "« Ã », “Ã”, ‘Ã’, „Ã“, «Ã»",         // quoted
      "«\u00A0Ã\u00A0», «\u00A0Â\u00A0»",  // as French sets it
      "un Ã\u00A0? un Ã\u00A0: voilà", "Ã… et ainsi de suite", "the letter Ã—that one",
      "Ã’s code point",
      "«\u00A0café\u00A0»",  // é, no-break space, »: a Chinese character by its bytes
      "«\u00A0CAFÉ\u00A0»", "“café”, ‘café’, café…”, CAFÉ…”", "«\u00A0É\u00A0», “É”, É—é",
      "CAFÉ’S, DÉJÀ…", "créé\u00A0», ému\u00A0!", "ELAZIĞ’da, DAĞ’ın, BELEDİYESİ’NE, MARAŞ’TA",
      "hâlâ…”, “hâlâ”, dünyâ’ya, hâlâ’”", "kâğıt, rüzgâr, Hakkâri, mahkûm, LÂ…",
      "TÜRKÇE’DE, ÖZÜ’NE, KÖPRÜ…”, “Ü”",
      "5 Å², 3 Å·s, “Å”, Å…, 10 Å",  // ångströms
      "l'Ångström, Älvsjö, MALÅ’s", "Spaß“, „Größe“, SPÄ…", "olá»…, manhã”…",
      "Privet: Привет, мир; Ελλάδα; 日本語; العربية",
      "€ ‚ ƒ „ … † ‡ ˆ ‰ Š ‹ Œ Ž ‘ ’ “ ” • – — ˜ ™ š › œ ž Ÿ",
      "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ", "😀👍🏽→✅");
  CAPTURE(right);
  CHECK(find_mojibake(right).empty());
  CHECK(repair_mojibake(right) == right);
}

TEST_CASE("bytes that are no UTF-8 stay as they are") {
  CHECK(repair_mojibake("a\xff Ã© \xc3") == "a\xff é \xc3");
}

TEST_CASE("repairs that make the next one possible take no time") {
  for (const std::string_view part : {"ƒ", "Ãƒ", "Ã", "â€", "é\u00A0»", "Â\u0081", "Ã©", "ğŸ"}) {
    std::string damaged = "Ã";
    while (damaged.size() < 300'000) damaged += part;
    const std::string repaired = repair_mojibake(damaged);
    CAPTURE(part);
    CHECK(repair_mojibake(repaired) == repaired);
  }
}

}  // namespace
}  // namespace text
