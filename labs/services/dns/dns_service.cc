#include "labs/services/dns/dns_service.h"

#include "labs/services/dns/zone.h"

namespace services {
namespace {

std::string answer_bytes(std::string_view bytes, const Context& context, bool datagram) {
  if (context.broken("dns-silent")) return {};
  const auto question = dns::parse_question(bytes);
  if (!question) return {};
  return dns::write_answer(*question, dns::answer(*question, context), datagram);
}

// By TCP each message has its length in front (RFC 7766).
class Session : public http::StreamSession {
 public:
  explicit Session(std::function<Context()> context) : make_context_(std::move(context)) {}

  void received(std::string_view bytes, http::Outlet& peer) override {
    const Context context = make_context_();
    pending_ += bytes;
    std::size_t at = 0;
    std::string answers;
    while (pending_.size() - at >= 2) {
      const std::size_t length =
          static_cast<std::size_t>(static_cast<unsigned char>(pending_[at]) << 8 |
                                   static_cast<unsigned char>(pending_[at + 1]));
      if (pending_.size() - at - 2 < length) break;
      const std::string answer =
          answer_bytes(std::string_view(pending_).substr(at + 2, length), context, false);
      at += 2 + length;
      ++answered_;
      if (answer.empty()) {
        if (!context.broken("dns-silent")) peer.close();
        continue;
      }
      answers += static_cast<char>(answer.size() >> 8 & 0xff);
      answers += static_cast<char>(answer.size() & 0xff);
      answers += answer;
    }
    pending_.erase(0, at);
    if (!answers.empty()) peer.send(std::move(answers));
  }
  // Who asks nothing is not kept either (RFC 7766, section 6.2.3).
  std::uint64_t begun() const override { return 1 + answered_; }

 private:
  std::function<Context()> make_context_;
  std::string pending_;
  std::uint64_t answered_ = 0;
};

class Dns : public Service {
 public:
  Description describe() const override {
    return {"dns",
            base::message("the name server of the lab's domain",
                          "le serveur de noms du domaine du labo"),
            {{1053, Wire::Datagram, false, "dns"}, {1053, Wire::Stream, false, "dns-tcp"}},
            {"vps", "production"},
            {}};
  }
  http::Response answer(const Port&, const http::Request&, Context&) override {
    return http::text_response(404, "");
  }
  std::string answer_datagram(const Port&, std::string_view bytes, Context& context) override {
    return answer_bytes(bytes, context, true);
  }
  std::unique_ptr<http::StreamSession> connect(const Port&,
                                               std::function<Context()> context) override {
    return std::make_unique<Session>(std::move(context));
  }
};

}  // namespace

std::unique_ptr<Service> make_dns() { return std::make_unique<Dns>(); }

}  // namespace services
