#include "labs/spec/load.h"

#include "generator/base/files.h"
#include "generator/base/nearest.h"
#include "generator/text/toml.h"
#include "generator/text/utf8.h"
#include "labs/formats/crypto.h"
#include "labs/formats/encodings.h"
#include "labs/formats/json.h"
#include "labs/spec/decode.h"
#include "labs/spec/schema.h"

namespace spec {
using base::message;
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kMostUses = 50;
constexpr std::size_t kMostChecks = 2000;

bool is_library_name(std::string_view name) {
  return name.starts_with("lib/") && name.ends_with(".toml") &&
         name.find("..") == std::string_view::npos && name.find('\\') == std::string_view::npos &&
         name.find('\0') == std::string_view::npos;
}

class LabDecoder {
 public:
  LabDecoder(const ReadFile& read, std::vector<base::Error>& problems)
      : read_(read), problems_(problems) {}

  Lab decode(std::string_view source, std::string_view file) {
    lab_.file = file;
    digest_ = source;
    auto root = text::parse_toml(source, file);
    if (!root) {
      problems_.push_back(root.error());
      return std::move(lab_);
    }
    if (!text::check_schema(*root, lab_schema(), languages(), file, problems_))
      return std::move(lab_);
    FileDecoder decoder(source, file, lab_, problems_);
    decoder.lab_itself(*root);
    decoder.variables(*root);
    decoder.secrets(*root);
    if (const text::Node* uses = root->find("use")) {
      const auto& list = std::get<text::Array>(uses->value);
      for (std::size_t i = 0; i < list.size() && i < kMostUses; ++i) use(list[i], decoder);
    }
    decoder.checks(*root, {});
    decoder.answers(*root);
    decoder.causes(*root, {});
    if (lab_.checks.empty() || lab_.checks.size() > kMostChecks)
      decoder.report("schema", root->at,
                     message("a lab has 1 to {} checks, this one has {}",
                             "un labo a de 1 à {} vérifications, celui-ci en a {}", kMostChecks,
                             lab_.checks.size()));
    lab_.digest = formats::encode_hex(formats::sha256(digest_));
    lint_lab(lab_, problems_);
    return std::move(lab_);
  }

 private:
  void use(const text::Node& table, FileDecoder& decoder) {
    const std::string name = text::string_at(table, "file");
    const base::Position at = text::position_at(table, "file");
    if (!is_library_name(name))
      return decoder.report(
          "library", at,
          message("'{}' is no library file", "« {} » n'est pas un fichier de bibliothèque",
                  text::shortened(name)),
          message("library files are lib/NAME.toml, beside the lab",
                  "les fichiers de bibliothèque sont lib/NOM.toml, à côté du labo"));
    const auto source = read_(name);
    if (!source) return decoder.report("library", at, source.error().message);
    digest_ += *source;
    const std::string file = lab_folder() + name;
    auto root = text::parse_toml(*source, file);
    if (!root) {
      problems_.push_back(root.error());
      return;
    }
    if (!text::check_schema(*root, library_schema(), languages(), file, problems_)) return;
    Embedding embedding;
    embedding.prefix = text::string_at(table, "as");
    embedding.needs = text::strings_at(table, "needs");
    embedding.page = text::string_at(table, "page");
    if (!read_parameters(table, *root, decoder, embedding)) return;
    FileDecoder inner(*source, keep(file), lab_, problems_);
    inner.checks(*root, embedding);
    inner.answers(*root);
    inner.causes(*root, embedding);
  }

  bool read_parameters(const text::Node& table, const text::Node& library, FileDecoder& decoder,
                       Embedding& embedding) {
    const auto wanted = text::strings_at(library, "parameters");
    const std::size_t before = problems_.size();
    const text::Node* with = table.find("with");
    if (with != nullptr && !with->is_table()) {
      decoder.report("library", with->at, message("'with' is a table", "« with » est une table"));
      return false;
    }
    if (with != nullptr) {
      for (const text::Member& member : std::get<text::Table>(with->value)) {
        if (std::find(wanted.begin(), wanted.end(), member.key) == wanted.end())
          decoder.report(
              "library", member.key_at,
              message("the library has no parameter '{}'",
                      "la bibliothèque n'a pas de paramètre « {} »", text::shortened(member.key)),
              base::did_you_mean(member.key, wanted));
        embedding.values[member.key] = formats::plain(member.value);
      }
    }
    for (const std::string& name : wanted)
      if (!embedding.values.contains(name))
        decoder.report(
            "library", table.at,
            message("the library's parameter '{}' has no value",
                    "le paramètre « {} » de la bibliothèque n'a pas de valeur", name),
            message("write with = {{ {} = \"…\" }}", "écrivez with = {{ {} = \"…\" }}", name));
    return problems_.size() == before;
  }

  std::string lab_folder() const {
    const std::size_t slash = lab_.file.rfind('/');
    return slash == std::string::npos ? "" : lab_.file.substr(0, slash + 1);
  }

  // Decoders keep views of their file's name.
  std::string_view keep(const std::string& name) {
    names_.push_back(std::make_unique<std::string>(name));
    return *names_.back();
  }

  const ReadFile& read_;
  std::vector<base::Error>& problems_;
  Lab lab_;
  std::string digest_;
  std::vector<std::unique_ptr<std::string>> names_;
};

}  // namespace

Lab decode_lab(std::string_view source, std::string_view file, const ReadFile& read,
               std::vector<base::Error>& problems) {
  return LabDecoder(read, problems).decode(source, file);
}

base::Result<Lab> load_lab(const fs::path& file, std::vector<base::Error>& problems) {
  const std::string source = TRY(base::read_file(file, 1u << 20));
  const fs::path folder = file.parent_path();
  return decode_lab(
      source, file.generic_string(),
      [&](std::string_view name) { return base::read_file(folder / name, 1u << 20); }, problems);
}

}  // namespace spec
