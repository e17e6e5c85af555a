#include "labs/engine/redactor.h"

#include <algorithm>

#include "labs/formats/encodings.h"
#include "labs/formats/json.h"

namespace engine {
namespace {

constexpr std::string_view kMask = "•••";
constexpr std::size_t kShortestTail = 8;

// The characters of the Base64 of X + secret + Y that depend on the secret alone, X having `offset`
// bytes.
std::string inner_base64(std::string_view secret, std::size_t offset, bool url) {
  const std::string padded = std::string(offset, 'x') + std::string(secret);
  std::string all = url ? formats::encode_base64url(padded) : formats::encode_base64(padded);
  const std::size_t begin = (offset * 8 + 5) / 6;
  const std::size_t end = padded.size() * 8 / 6;
  return end > begin ? all.substr(begin, end - begin) : std::string();
}

std::string lower_escapes(std::string text) {
  for (std::size_t i = 0; i + 2 < text.size(); ++i) {
    if (text[i] != '%') continue;
    for (std::size_t j = i + 1; j <= i + 2; ++j)
      if (text[j] >= 'A' && text[j] <= 'F') text[j] = static_cast<char>(text[j] - 'A' + 'a');
  }
  return text;
}

std::string with_slashes_escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '/') out += '\\';
    out += c;
  }
  return out;
}

std::string html_escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '&')
      out += "&amp;";
    else if (c == '<')
      out += "&lt;";
    else if (c == '>')
      out += "&gt;";
    else if (c == '"')
      out += "&quot;";
    else
      out += c;
  }
  return out;
}

}  // namespace

void Redactor::add_form(std::string form) {
  if (form.size() < kShortest || std::find(forms_.begin(), forms_.end(), form) != forms_.end())
    return;
  const auto place = std::find_if(forms_.begin(), forms_.end(), [&](const std::string& known) {
    return known.size() < form.size();
  });
  forms_.insert(place, std::move(form));
}

void Redactor::add(std::string_view secret) {
  if (secret.size() < kShortest) return;
  add_form(std::string(secret));
  for (std::size_t offset = 0; offset < 3; ++offset) {
    add_form(inner_base64(secret, offset, false));
    add_form(inner_base64(secret, offset, true));
  }
  const std::string percent = formats::encode_percent(secret);
  add_form(percent);
  add_form(lower_escapes(percent));
  const std::string json = formats::quote_json(secret);
  const std::string escaped = json.substr(1, json.size() - 2);
  add_form(escaped);
  // JSON inside JSON, and the escape of '/' that PHP and others write.
  const std::string twice = formats::quote_json(escaped);
  add_form(twice.substr(1, twice.size() - 2));
  add_form(with_slashes_escaped(escaped));
  add_form(html_escaped(secret));
  add_form(formats::encode_hex(secret));
}

std::string Redactor::mask(std::string_view text) const {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view rest = text.substr(at);
    const auto found = std::find_if(forms_.begin(), forms_.end(), [&](const std::string& form) {
      return rest.starts_with(form) ||
             (rest.size() >= kShortestTail && rest.size() < form.size() && form.starts_with(rest));
    });
    if (found == forms_.end()) {
      out += text[at++];
    } else {
      out += kMask;
      at += std::min(found->size(), rest.size());
    }
  }
  return out;
}

base::Message Redactor::mask(const base::Message& message) const {
  return {mask(message.en), mask(message.fr)};
}

}  // namespace engine
