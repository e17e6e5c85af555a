#include "labs/services/mail/mail_service.h"

#include "labs/services/mail/api.h"
#include "labs/services/mail/mailbox.h"
#include "labs/services/mail/smtp_server.h"

namespace services {
namespace {

class Mail : public Service {
 public:
  Description describe() const override {
    return {"mail",
            base::message("a mail catcher, as Mailpit", "un piège à courriels, comme Mailpit"),
            {{1025, Wire::Stream, false, "smtp"},
             {8025, Wire::Http, false, "web"},
             {54324, Wire::Http, false, "web-published"}},
            {"compose", "cli", "vps"},
            {}};
  }
  base::Done prepare(Context& context) override { return mail::Mailbox::prepare(context.store); }
  http::Response answer(const Port&, const http::Request& request, Context& context) override {
    // Another product holds the port: it has a page, and no such API.
    if (context.broken("port-conflict-54324") && request.method == "GET" &&
        request.path.starts_with("/api/"))
      return http::text_response(404, "404 page not found\n");
    return mail::answer_api(request, context);
  }
  std::unique_ptr<http::StreamSession> connect(const Port& port,
                                               std::function<Context()> context) override {
    return mail::make_smtp_session(mail::Manner::Catcher, port.tls, std::move(context));
  }
};

class Smtp : public Service {
 public:
  Description describe() const override {
    return {"smtp",
            base::message("the mail server of a sending service",
                          "le serveur de courriel d'un service d'envoi"),
            {{1587, Wire::Stream, false, "submission"}, {1465, Wire::Stream, true, "smtps"}},
            {"vps", "production"},
            {"mail"}};
  }
  base::Done prepare(Context& context) override { return mail::Mailbox::prepare(context.store); }
  http::Response answer(const Port&, const http::Request&, Context&) override {
    return http::text_response(404, "");
  }
  std::unique_ptr<http::StreamSession> connect(const Port& port,
                                               std::function<Context()> context) override {
    return mail::make_smtp_session(mail::Manner::Relay, port.tls, std::move(context));
  }
};

}  // namespace

std::unique_ptr<Service> make_mail() { return std::make_unique<Mail>(); }
std::unique_ptr<Service> make_smtp() { return std::make_unique<Smtp>(); }

}  // namespace services
