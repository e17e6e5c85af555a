// S3Store: a bucket of an S3-compatible object store, or what lies in it behind a prefix.
//
// A store of objects knows no lock. Who wants to publish puts an object of its own into
// ".atelier/lock/" and then lists that folder: whoever is not alone goes away again. Of two who
// come at once at most one stays.
#pragma once

#include "generator/publish/s3_client.h"
#include "generator/publish/store.h"

namespace publish {

struct S3Options {
  std::string endpoint;  // "https://s3.eu-west-3.amazonaws.com"
  std::string region;
  std::string bucket;
  std::string prefix;  // "course/" or empty
};

class S3Store : public Store {
 public:
  static base::Result<std::unique_ptr<Store>> open(S3Options options);

  base::Result<std::optional<std::string>> read(std::string_view path) override;
  base::Done write(std::span<const Upload> files) override;
  base::Done remove(std::span<const std::string> paths) override;
  base::Result<std::optional<std::string>> lock(std::string_view text) override;
  base::Done unlock() override;

 private:
  S3Store(S3Options options, S3Client client);
  std::string path_of(std::string_view path) const;
  base::Result<std::vector<std::string>> locks();  // their paths
  base::Result<S3Response> ask(const S3Request& request);

  S3Options options_;
  S3Client client_;
};

// The text of the first <name> of an answer, unescaped; empty when there is none.
std::string xml_text(std::string_view xml, std::string_view name);

}  // namespace publish
