#include "labs/probes/http.h"

#include <curl/curl.h>
#include <openssl/x509_vfy.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <mutex>

#include "generator/base/ascii.h"
#include "generator/base/handle.h"
#include "generator/text/utf8.h"
#include "labs/formats/json.h"
#include "labs/probes/wire.h"

namespace probes {
using base::message;
namespace {

using Easy = base::Handle<CURL, curl_easy_cleanup>;
using HeaderList = base::Handle<curl_slist, curl_slist_free_all>;
using Url = base::Handle<CURLU, curl_url_cleanup>;

constexpr std::size_t kMostHeaders = 200;
constexpr std::size_t kMostHeaderBytes = 64u << 10;

// What arrives, of the last answer of a chain of redirections.
struct Answer {
  text::Node headers;
  text::Node cookies;
  std::string body;
  std::size_t header_count = 0;
  std::size_t header_bytes = 0;
  bool any = false;
  bool truncated = false;
  const Limits* limits = nullptr;
};

std::size_t on_header(char* bytes, std::size_t size, std::size_t count, void* user) {
  auto& answer = *static_cast<Answer*>(user);
  const std::string_view line = base::trimmed({bytes, size * count});
  answer.any = true;
  answer.header_bytes += size * count;
  if (++answer.header_count > kMostHeaders || answer.header_bytes > kMostHeaderBytes) return 0;
  if (line.starts_with("HTTP/")) {
    answer.headers.value = text::Table();
    answer.cookies.value = text::Table();
    answer.body.clear();
    return size * count;
  }
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0) return size * count;
  const std::string name = base::lower(line.substr(0, colon));
  const std::string_view value = base::trimmed(line.substr(colon + 1));
  if (name == "set-cookie") {
    const std::string_view pair = value.substr(0, value.find(';'));
    const std::size_t equals = pair.find('=');
    if (equals != std::string_view::npos)
      formats::put(answer.cookies, pair.substr(0, equals), formats::node(pair.substr(equals + 1)));
  }
  const text::Node* before = answer.headers.find(name);
  const std::string all =
      before != nullptr ? formats::plain(*before) + ", " + std::string(value) : std::string(value);
  formats::put(answer.headers, name, formats::node(std::string_view(all)));
  return size * count;
}

std::size_t on_body(char* bytes, std::size_t size, std::size_t count, void* user) {
  auto& answer = *static_cast<Answer*>(user);
  const std::size_t room = kMostBytes - answer.body.size();
  answer.body.append(bytes, std::min(room, size * count));
  if (size * count <= room) return size * count;
  answer.truncated = true;
  return 0;  // enough has been seen
}

int on_progress(void* user, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
  return static_cast<Answer*>(user)->limits->over() ? 1 : 0;
}

double seconds(CURL* easy, CURLINFO what) {
  curl_off_t value = 0;
  curl_easy_getinfo(easy, what, &value);
  return static_cast<double>(value) / 1e6;
}

const char* certificate_reason(CURL* easy) {
  long result = 0;
  curl_easy_getinfo(easy, CURLINFO_SSL_VERIFYRESULT, &result);
  switch (result) {
    case X509_V_OK:
    case X509_V_ERR_HOSTNAME_MISMATCH:
      return "tls.name";
    case X509_V_ERR_CERT_HAS_EXPIRED:
      return "tls.expired";
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return "tls.not-yet-valid";
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
      return "tls.self-signed";
    default:
      return "tls.untrusted";
  }
}

const char* handshake_reason(std::string_view words) {
  for (const char* part : {"wrong version", "packet length", "http request", "unknown protocol"})
    if (words.find(part) != std::string_view::npos) return "tls.not-tls";
  for (const char* part : {"SYSCALL", "unexpected eof", "reset"})
    if (words.find(part) != std::string_view::npos) return "tls.reset";
  return "tls.alert";
}

const char* connect_reason(CURL* easy) {
  long number = 0;
  curl_easy_getinfo(easy, CURLINFO_OS_ERRNO, &number);
  switch (number) {
    case ENETUNREACH:
    case EADDRNOTAVAIL:
    case EACCES:
    case EPERM:
      return "net.unreachable";
    case ETIMEDOUT:
    case EHOSTUNREACH:
      return "tcp.timeout";
    case ECONNRESET:
      return "tcp.reset";
    default:
      return "tcp.refused";
  }
}

const char* timeout_reason(CURL* easy, const Answer& answer, bool https) {
  if (answer.any) return "http.slow-body";
  if (seconds(easy, CURLINFO_CONNECT_TIME_T) == 0)
    return seconds(easy, CURLINFO_NAMELOOKUP_TIME_T) == 0 ? "dns.timeout" : "tcp.timeout";
  if (https && seconds(easy, CURLINFO_APPCONNECT_TIME_T) == 0) return "tls.timeout";
  return "http.timeout";
}

std::string host_of(const std::string& url) {
  const Url parsed(curl_url());
  char* host = nullptr;
  if (curl_url_set(parsed.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK ||
      curl_url_get(parsed.get(), CURLUPART_HOST, &host, 0) != CURLUE_OK)
    return {};
  std::string out = host;
  curl_free(host);
  return out;
}

// Why the library gave up, as a reason code.
base::Error failure(CURL* easy, CURLcode code, std::string_view words, const Answer& answer,
                    const HttpRequest& request, const Limits& limits) {
  const bool https = request.url.starts_with("https:");
  const base::Message detail = {std::string(words), std::string(words)};
  if (limits.cancelled != nullptr && *limits.cancelled) return because("run.cancelled");
  switch (code) {
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:
      // Also what the library says of an answer that does not begin with HTTP/.
      return seconds(easy, CURLINFO_CONNECT_TIME_T) > 0 ? because("http.not-http", detail)
                                                        : because("http.url", detail);
    case CURLE_COULDNT_RESOLVE_HOST: {
      // The library does not say why; DNS itself does.
      const auto again = resolve(host_of(request.url), Family::Any, limits);
      return again ? because("dns.no-record", detail) : again.error();
    }
    case CURLE_COULDNT_CONNECT:
      return because(connect_reason(easy), detail);
    case CURLE_OPERATION_TIMEDOUT:
    case CURLE_ABORTED_BY_CALLBACK:
      return because(timeout_reason(easy, answer, https), detail);
    case CURLE_PEER_FAILED_VERIFICATION:
      return because(certificate_reason(easy), detail);
    case CURLE_SSL_CACERT_BADFILE:
      return because("file.unreadable", detail);
    case CURLE_SSL_CONNECT_ERROR:
      return because(handshake_reason(words), detail);
    case CURLE_GOT_NOTHING:
      return because("http.empty");
    case CURLE_TOO_MANY_REDIRECTS:
      return because("http.redirects");
    case CURLE_WEIRD_SERVER_REPLY:
      return because("http.not-http", detail);
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
      return because(answer.any ? "http.broken" : "tcp.reset", detail);
    default:
      return because(answer.any ? "http.broken" : "probe.failed", detail);
  }
}

void set_up(CURL* easy, const HttpRequest& request, const Limits& limits, Answer& answer) {
  const auto set = [easy](CURLoption option, auto value) { curl_easy_setopt(easy, option, value); };
  set(CURLOPT_URL, request.url.c_str());
  set(CURLOPT_PROTOCOLS_STR, "http,https");
  set(CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
  set(CURLOPT_NOPROXY, "*");
  set(CURLOPT_NOSIGNAL, 1L);
  set(CURLOPT_USERAGENT, "lab-check");
  set(CURLOPT_CUSTOMREQUEST, request.method.c_str());
  if (request.method == "HEAD") set(CURLOPT_NOBODY, 1L);
  if (request.body) {
    set(CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body->size()));
    set(CURLOPT_POSTFIELDS, request.body->c_str());
  }
  set(CURLOPT_FOLLOWLOCATION, request.follow ? 1L : 0L);
  set(CURLOPT_MAXREDIRS, 5L);
  const long left = std::max<long>(1, static_cast<long>(limits.left().count()));
  set(CURLOPT_TIMEOUT_MS, left);
  set(CURLOPT_CONNECTTIMEOUT_MS, left);
  set(CURLOPT_HEADERFUNCTION, on_header);
  set(CURLOPT_HEADERDATA, static_cast<void*>(&answer));
  set(CURLOPT_WRITEFUNCTION, on_body);
  set(CURLOPT_WRITEDATA, static_cast<void*>(&answer));
  set(CURLOPT_NOPROGRESS, 0L);
  set(CURLOPT_XFERINFOFUNCTION, on_progress);
  set(CURLOPT_XFERINFODATA, static_cast<void*>(&answer));
  if (request.ip == "4") set(CURLOPT_IPRESOLVE, static_cast<long>(CURL_IPRESOLVE_V4));
  if (request.ip == "6") set(CURLOPT_IPRESOLVE, static_cast<long>(CURL_IPRESOLVE_V6));
  if (request.version == "1.1") set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
  if (request.version == "2") set(CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_2TLS));
  if (!request.ca.empty()) {
    set(CURLOPT_CAINFO, request.ca.c_str());
    set(CURLOPT_CAPATH, static_cast<const char*>(nullptr));
  }
  if (!request.user.empty()) {
    set(CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_BASIC));
    set(CURLOPT_USERPWD, request.user.c_str());
  }
}

// A line end in a header would start a second one.
bool is_safe(std::string_view text) {
  return text.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos;
}

void note_answer(CURL* easy, const Answer& answer, Observation& out) {
  long status = 0;
  long redirects = 0;
  long version = 0;
  char* url = nullptr;
  char* address = nullptr;
  curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
  curl_easy_getinfo(easy, CURLINFO_REDIRECT_COUNT, &redirects);
  curl_easy_getinfo(easy, CURLINFO_HTTP_VERSION, &version);
  curl_easy_getinfo(easy, CURLINFO_EFFECTIVE_URL, &url);
  curl_easy_getinfo(easy, CURLINFO_PRIMARY_IP, &address);
  out.fact("status", static_cast<std::int64_t>(status));
  out.fact("redirects", static_cast<std::int64_t>(redirects));
  out.fact("version", version == CURL_HTTP_VERSION_2_0   ? "2"
                      : version == CURL_HTTP_VERSION_1_0 ? "1.0"
                                                         : "1.1");
  if (url != nullptr) out.fact("url", url);
  if (address != nullptr) out.fact("address", address);
  out.fact("header", answer.headers);
  out.fact("cookie", answer.cookies);
  out.fact("body", answer.body);
  out.flag("truncated", answer.truncated);
  text::Node phases;
  formats::put(phases, "dns", formats::node(seconds(easy, CURLINFO_NAMELOOKUP_TIME_T)));
  formats::put(phases, "connect", formats::node(seconds(easy, CURLINFO_CONNECT_TIME_T)));
  formats::put(phases, "tls", formats::node(seconds(easy, CURLINFO_APPCONNECT_TIME_T)));
  formats::put(phases, "first-byte", formats::node(seconds(easy, CURLINFO_STARTTRANSFER_TIME_T)));
  out.fact("phase", std::move(phases));
  const std::string_view body = base::trimmed(answer.body);
  if (!body.empty() && !answer.truncated) {
    auto json = formats::parse_json(body);
    if (json) out.fact("json", std::move(*json));
  }
  out.words = words_of(body, out.facts.find("json"));
  out.answer = fmt::format("http.{}", status);
  out.why["status"] = out.answer;
}

}  // namespace

Observation probe_http(const HttpRequest& request, const Limits& limits) {
  static std::once_flag once;
  std::call_once(once, [] { curl_global_init(CURL_GLOBAL_ALL); });
  Observation out;
  bool safe = is_safe(request.method) && is_safe(request.instead);
  for (const auto& [name, value] : request.headers) safe = safe && is_safe(name) && is_safe(value);
  const Easy easy(curl_easy_init());
  if (!easy || !safe || limits.over()) {
    take_failure(out, because(!safe           ? "http.url"
                              : limits.over() ? "http.timeout"
                                              : "probe.failed"));
    return out;
  }
  Answer answer;
  answer.limits = &limits;
  answer.headers.value = text::Table();
  answer.cookies.value = text::Table();
  std::array<char, CURL_ERROR_SIZE> words = {};
  set_up(easy.get(), request, limits, answer);
  curl_easy_setopt(easy.get(), CURLOPT_ERRORBUFFER, words.data());
  HeaderList list;
  const auto add = [&](const std::string& line) {
    if (curl_slist* more = curl_slist_append(list.get(), line.c_str())) {
      (void)list.release();
      list.reset(more);
    }
  };
  // "Name;" sends an empty value; "Name:" would take the header away.
  for (const auto& [name, value] : request.headers)
    add(value.empty() ? name + ";" : name + ": " + value);
  add("Expect:");
  curl_easy_setopt(easy.get(), CURLOPT_HTTPHEADER, list.get());
  HeaderList instead;
  if (!request.instead.empty()) {
    const bool six = request.instead.find(':') != std::string::npos &&
                     request.instead.find('.') == std::string::npos && request.instead[0] != '[';
    const bool port = !six && request.instead.find(':') != std::string::npos;
    const std::string where = six ? "[" + request.instead + "]" : request.instead;
    instead.reset(curl_slist_append(nullptr, ("::" + where + (port ? "" : ":")).c_str()));
    curl_easy_setopt(easy.get(), CURLOPT_CONNECT_TO, instead.get());
  }
  const CURLcode code = curl_easy_perform(easy.get());
  if (code == CURLE_OK || (code == CURLE_WRITE_ERROR && answer.truncated)) {
    note_answer(easy.get(), answer, out);
  } else {
    take_failure(out, failure(easy.get(), code, words.data(), answer, request, limits));
    if (answer.any) {
      out.fact("header", answer.headers);
      out.fact("body", answer.body);
      out.words = words_of(answer.body, nullptr);
    }
  }
  return out;
}

}  // namespace probes
