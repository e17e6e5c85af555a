// Manifests and addresses of targets: whatever lies on a server, every path of a manifest that is
// taken stays below the site, and written again it is the same text; an address that is taken names
// a host and a folder, and nothing that ssh could take for an option.
#include "generator/publish/manifest.h"
#include "generator/publish/site_path.h"
#include "generator/publish/targets.h"
#include "tests/fuzz/law.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text = fuzz::view(data, size);
  if (const auto manifest = publish::parse_manifest(text, "fuzz")) {
    for (const auto& [path, entry] : *manifest)
      fuzz::law(publish::is_plain_path(path), "a path stays below the site");
    const std::string written = publish::write_manifest(*manifest);
    const auto again = publish::parse_manifest(written, "fuzz");
    fuzz::law(again && *again == *manifest, "what is written can be read");
  }
  if (const auto url = publish::parse_sftp_url(text, {})) {
    fuzz::law(!url->host.empty() && !url->folder.empty(), "an address has a host and a folder");
    fuzz::law(url->host.front() != '-' && !url->user.starts_with('-'), "no option of ssh");
    fuzz::law(url->host.find_first_of(" \n\t") == std::string::npos, "one word");
  }
  return 0;
}
