// S3Client: signed requests to an object store (AWS Signature Version 4), several at a time.
// The keys come from AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN. What the
// network breaks is tried again; every wait ends.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "generator/base/result.h"

namespace publish {

struct S3Request {
  std::string method = "GET";
  std::string path;        // "/bucket/key", percent-encoded
  std::string query = {};  // as the signature wants it: sorted and encoded
  std::vector<std::string> headers = {};
  std::string_view body = {};
};

struct S3Response {
  long status = 0;
  std::string body;
};

class S3Client {
 public:
  // `endpoint`: "https://s3.eu-west-3.amazonaws.com", without a path. Fails without keys.
  static base::Result<S3Client> create(std::string endpoint, std::string region);
  ~S3Client();
  S3Client(S3Client&&) noexcept;
  S3Client& operator=(S3Client&&) noexcept;

  // Every answer, whatever its status, in the order of the requests; an error when one cannot be
  // had.
  base::Result<std::vector<S3Response>> perform(std::span<const S3Request> requests);

 private:
  struct State;
  explicit S3Client(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace publish
