#include "labs/report/signed.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "generator/base/ascii.h"
#include "generator/base/files.h"
#include "labs/formats/encodings.h"

namespace report {
using base::message;
namespace fs = std::filesystem;
namespace {

constexpr std::string_view kMark = "lab-check-signature 1";
// What is signed is never mistaken for something else signed with the same key.
constexpr std::string_view kPurpose = "lab-check report 1\n";

tl::unexpected<base::Error> invalid(base::Message what, base::Message hint = {}) {
  return base::fail(base::ErrorKind::Content, std::move(what), {}, std::move(hint));
}

// The rest of the line that starts with `label`.
std::string_view line_with(std::string_view text, std::string_view label) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    if (line.starts_with(label)) return base::trimmed(line.substr(label.size()));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return {};
}

base::Done write_private(const fs::path& file, std::string_view bytes) {
  std::error_code failed;
  fs::create_directories(file.parent_path(), failed);
  const int number = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  const auto what =
      message("cannot write '{}'", "impossible d'écrire « {} »", file.generic_string());
  if (number < 0) return base::fail(base::system_error(what, file, errno));
  const bool whole =
      ::write(number, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size());
  const int error = errno;
  if (::close(number) != 0 || !whole) return base::fail(base::system_error(what, file, error));
  return {};
}

}  // namespace

base::Result<formats::SigningKey> load_or_make_key(const fs::path& file) {
  std::error_code failed;
  if (!fs::exists(file, failed)) {
    formats::SigningKey key = formats::make_signing_key();
    TRY(write_private(file, formats::encode_base64(key.secret) + "\n"));
    return key;
  }
  struct stat info = {};
  if (::stat(file.c_str(), &info) == 0 && (info.st_mode & 077) != 0)
    return base::fail(base::ErrorKind::System,
                      message("others can read the key '{}'", "d'autres peuvent lire la clé « {} »",
                              file.generic_string()),
                      {}, message("chmod 600 {}", "chmod 600 {}", file.generic_string()));
  const std::string text = TRY(base::read_file(file, 4096));
  const auto secret = formats::decode_base64(base::trimmed(text));
  return formats::signing_key_of(secret.value_or(""));
}

std::string signature_text(const formats::SigningKey& key, std::string_view report) {
  return fmt::format(
      "{}\nkey {}\nsignature {}\n", kMark, formats::encode_base64(key.open),
      formats::encode_base64(formats::sign(key, std::string(kPurpose) + std::string(report))));
}

base::Result<Verified> verify_report(std::string_view report, std::string_view signature,
                                     std::string_view expected_key) {
  if (!signature.starts_with(kMark))
    return invalid(
        {"that is no signature of lab-check", "ce n'est pas une signature de lab-check"});
  const std::string_view key = line_with(signature, "key ");
  const auto open = formats::decode_base64(key);
  const auto bytes = formats::decode_base64(line_with(signature, "signature "));
  if (!open || !bytes) return invalid({"the signature is damaged", "la signature est abîmée"});
  if (!formats::verify(*open, std::string(kPurpose) + std::string(report), *bytes))
    return invalid(
        {"the report is not the one that was signed", "le rapport n'est pas celui qui a été signé"},
        {"one of the two files was changed, or belongs to another run",
         "l'un des deux fichiers a été modifié, ou vient d'une autre exécution"});
  if (!expected_key.empty() && base::trimmed(expected_key) != key)
    return invalid(message("the report is signed with another key: {}",
                           "le rapport est signé avec une autre clé : {}", key));
  return Verified{std::string(key)};
}

}  // namespace report
