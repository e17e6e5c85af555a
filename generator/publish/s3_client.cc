#include "generator/publish/s3_client.h"

#include <curl/curl.h>
#include <openssl/sha.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>
#include <thread>

#include "generator/base/handle.h"
#include "generator/publish/credentials.h"

namespace publish {
using base::message;
namespace {

using Multi = base::Handle<CURLM, curl_multi_cleanup>;
using Easy = base::Handle<CURL, curl_easy_cleanup>;
using List = base::Handle<curl_slist, curl_slist_free_all>;

constexpr std::size_t kLargestAnswer = 64u << 20;
constexpr std::size_t kAtATime = 8;
constexpr int kTries = 4;
constexpr long kConnectSeconds = 15;
constexpr long kSilentSeconds = 30;

// One request on its way.
struct Transfer {
  Easy easy;
  List headers;
  std::array<char, CURL_ERROR_SIZE> words{};
  S3Response response;
  CURLcode result = CURLE_OK;
};

std::size_t take_body(char* bytes, std::size_t, std::size_t count, void* target) {
  auto& body = *static_cast<std::string*>(target);
  if (body.size() + count > kLargestAnswer) return 0;
  body.append(bytes, count);
  return count;
}

// The store wants it in a header of its own, and this libcurl signs that header but does not make
// it.
std::string sha256_hex(std::string_view bytes) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256(reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), digest.data());
  std::string out;
  for (const unsigned char byte : digest) out += fmt::format("{:02x}", byte);
  return out;
}

void add(List& list, const std::string& header) {
  curl_slist* longer = curl_slist_append(list.get(), header.c_str());
  if (longer == nullptr) return;
  (void)list.release();
  list.reset(longer);
}

// What another try may mend.
bool is_passing(CURLcode result, long status) {
  switch (result) {
    case CURLE_OK:
      return status == 429 || status == 500 || status == 502 || status == 503 || status == 504;
    case CURLE_COULDNT_CONNECT:
    case CURLE_OPERATION_TIMEDOUT:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_GOT_NOTHING:
    case CURLE_PARTIAL_FILE:
      return true;
    default:
      return false;
  }
}

}  // namespace

struct S3Client::State {
  std::string endpoint;
  std::string region;
  std::string user;  // "key:secret"
  std::string session;
  Multi multi;

  std::unique_ptr<Transfer> start(const S3Request& request) const;
  void run(std::vector<std::unique_ptr<Transfer>>& transfers);
};

std::unique_ptr<Transfer> S3Client::State::start(const S3Request& request) const {
  auto out = std::make_unique<Transfer>();
  out->easy.reset(curl_easy_init());
  CURL* easy = out->easy.get();
  std::string url = endpoint + request.path;
  if (!request.query.empty()) url += "?" + request.query;
  for (const std::string& header : request.headers) add(out->headers, header);
  add(out->headers, "x-amz-content-sha256: " + sha256_hex(request.body));
  if (!session.empty()) add(out->headers, "x-amz-security-token: " + session);
  if (request.method == "PUT" || request.method == "POST") {
    // Known bytes, so that they are signed too; no type of curl's own.
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE,
                     static_cast<curl_off_t>(request.body.size()));
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, request.body.data());
  }
  curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, request.method.c_str());
  curl_easy_setopt(easy, CURLOPT_URL, url.c_str());
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, out->headers.get());
  curl_easy_setopt(easy, CURLOPT_AWS_SIGV4, ("aws:amz:" + region + ":s3").c_str());
  curl_easy_setopt(easy, CURLOPT_USERPWD, user.c_str());
  curl_easy_setopt(easy, CURLOPT_PATH_AS_IS, 1L);
  curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT, kConnectSeconds);
  curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, 1L);
  curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, kSilentSeconds);
  curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, out->words.data());
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take_body);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, &out->response.body);
  curl_easy_setopt(easy, CURLOPT_PRIVATE, out.get());
  return out;
}

// Until all of them have ended, however.
void S3Client::State::run(std::vector<std::unique_ptr<Transfer>>& transfers) {
  for (const auto& transfer : transfers) curl_multi_add_handle(multi.get(), transfer->easy.get());
  int running = 1;
  while (running > 0 && curl_multi_perform(multi.get(), &running) == CURLM_OK) {
    if (running > 0) curl_multi_poll(multi.get(), nullptr, 0, 1000, nullptr);
  }
  for (const auto& transfer : transfers) transfer->result = CURLE_FAILED_INIT;
  int left = 0;
  while (const CURLMsg* ended = curl_multi_info_read(multi.get(), &left)) {
    if (ended->msg != CURLMSG_DONE) continue;
    Transfer* transfer = nullptr;
    curl_easy_getinfo(ended->easy_handle, CURLINFO_PRIVATE, &transfer);
    if (transfer == nullptr) continue;
    transfer->result = ended->data.result;
    curl_easy_getinfo(ended->easy_handle, CURLINFO_RESPONSE_CODE, &transfer->response.status);
  }
  for (const auto& transfer : transfers)
    curl_multi_remove_handle(multi.get(), transfer->easy.get());
}

S3Client::S3Client(std::unique_ptr<State> state) : state_(std::move(state)) {}
S3Client::~S3Client() = default;
S3Client::S3Client(S3Client&&) noexcept = default;
S3Client& S3Client::operator=(S3Client&&) noexcept = default;

base::Result<S3Client> S3Client::create(std::string endpoint, std::string region) {
  static const bool started = curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
  const std::string key = from_environment("AWS_ACCESS_KEY_ID");
  const std::string secret = from_environment("AWS_SECRET_ACCESS_KEY");
  if (key.empty() || secret.empty()) {
    return base::fail(
        base::ErrorKind::Usage,
        message("the keys of the object store are missing",
                "les clés du stockage d'objets manquent"),
        {},
        message("set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment",
                "définissez AWS_ACCESS_KEY_ID et AWS_SECRET_ACCESS_KEY dans l'environnement"));
  }
  auto state = std::make_unique<State>();
  state->endpoint = std::move(endpoint);
  state->region = std::move(region);
  state->user = key + ":" + secret;
  state->session = from_environment("AWS_SESSION_TOKEN");
  state->multi.reset(started ? curl_multi_init() : nullptr);
  if (!state->multi)
    return base::fail(base::ErrorKind::System,
                      message("libcurl does not start", "libcurl ne démarre pas"));
  return S3Client(std::move(state));
}

base::Result<std::vector<S3Response>> S3Client::perform(std::span<const S3Request> requests) {
  std::vector<S3Response> out(requests.size());
  std::vector<std::size_t> open(requests.size());
  for (std::size_t i = 0; i < open.size(); ++i) open[i] = i;
  for (int attempt = 1; !open.empty(); ++attempt) {
    std::vector<std::size_t> again;
    std::optional<base::Error> failure;
    for (std::size_t first = 0; first < open.size(); first += kAtATime) {
      const std::size_t count = std::min(kAtATime, open.size() - first);
      std::vector<std::unique_ptr<Transfer>> transfers;
      for (std::size_t i = 0; i < count; ++i)
        transfers.push_back(state_->start(requests[open[first + i]]));
      state_->run(transfers);
      for (std::size_t i = 0; i < count; ++i) {
        Transfer& transfer = *transfers[i];
        const bool answered = transfer.result == CURLE_OK;
        if (attempt < kTries && is_passing(transfer.result, transfer.response.status)) {
          again.push_back(open[first + i]);
        } else if (answered) {
          out[open[first + i]] = std::move(transfer.response);
        } else if (!failure) {
          const std::string words = transfer.words[0] != '\0' ? transfer.words.data()
                                                              : curl_easy_strerror(transfer.result);
          failure = base::Error{base::ErrorKind::System,
                                masked(message("cannot reach {}: {}", "{} est injoignable : {}",
                                               state_->endpoint, words)),
                                {},
                                {}};
        }
      }
    }
    if (failure) return base::fail(std::move(*failure));
    open = std::move(again);
    if (!open.empty()) std::this_thread::sleep_for(std::chrono::milliseconds(200) * attempt);
  }
  return out;
}

}  // namespace publish
