#include "labs/services/mail/page.h"

#include "generator/text/html.h"
#include "labs/services/mail/mailbox.h"

namespace services::mail {
namespace {

using base::message;

std::string escaped(std::string_view plain) { return text::Html::escape(plain).str(); }

http::Response document(std::string_view title, const std::string& body, base::Locale locale) {
  const std::string html = fmt::format(
      "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width\">\n<title>{}</title>\n<style>\n"
      "body{{font:1rem/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem}}\n"
      "table{{border-collapse:collapse;width:100%}}th,td{{text-align:left;padding:.3rem .6rem;"
      "border-bottom:1px solid #767676;overflow-wrap:anywhere}}\n"
      "pre{{white-space:pre-wrap}}iframe{{width:100%;height:24rem;border:1px solid #767676}}\n"
      "</style>\n</head>\n<body>\n<main>\n{}</main>\n</body>\n</html>\n",
      locale == base::Locale::Fr ? "fr" : "en", escaped(title), body);
  http::Response response = http::text_response(200, html, "text/html; charset=utf-8");
  response.headers["Content-Security-Policy"] =
      "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; base-uri 'none'; "
      "form-action 'none'";
  response.headers["X-Content-Type-Options"] = "nosniff";
  response.headers["Referrer-Policy"] = "no-referrer";
  return response;
}

std::string from_of(const Stored& mail) {
  const auto from = mail.message.addresses("from");
  if (from.empty()) return mail.envelope.from;
  return from[0].name.empty() ? from[0].address
                              : fmt::format("{} <{}>", from[0].name, from[0].address);
}

std::string to_of(const Stored& mail) {
  std::string out;
  for (const std::string& to : mail.envelope.to) out += (out.empty() ? "" : ", ") + to;
  return out;
}

std::string subject_of(const Stored& mail, base::Locale locale) {
  const std::string_view subject = mail.message.header("subject");
  return subject.empty() ? message("(no subject)", "(sans objet)").in(locale)
                         : std::string(subject);
}

http::Response list_page(const std::vector<Stored>& mails, base::Locale locale) {
  const auto say = [&](const base::Message& words) { return escaped(words.in(locale)); };
  const base::Message title = message("Caught mails", "Courriels capturés");
  std::string body = fmt::format("<h1>{}</h1>\n", say(title));
  body += fmt::format(
      "<p>{}</p>\n",
      say(message(
          "This is a teaching reference of a mail catcher: nothing leaves this machine.",
          "Ceci est une référence pédagogique d’un piège à courriels : rien ne quitte cette "
          "machine.")));
  if (mails.empty()) {
    body +=
        fmt::format("<p>{}</p>\n",
                    say(message("No mail has come yet.", "Aucun courriel n’est encore arrivé.")));
    return document(title.in(locale), body, locale);
  }
  body += fmt::format("<table>\n<tr><th>{}</th><th>{}</th><th>{}</th><th>{}</th></tr>\n",
                      say(message("Subject", "Objet")), say(message("From", "De")),
                      say(message("To", "À")), say(message("Received", "Reçu")));
  for (const Stored& mail : mails)
    body += fmt::format(
        "<tr><td><a href=\"/view/{}\">{}</a></td><td>{}</td><td>{}</td><td>{}</td></tr>\n",
        escaped(mail.id), escaped(subject_of(mail, locale)), escaped(from_of(mail)),
        escaped(to_of(mail)), escaped(write_iso_date(mail.created)));
  return document(title.in(locale), body + "</table>\n", locale);
}

http::Response mail_page(const Stored& mail, base::Locale locale) {
  const auto say = [&](const base::Message& words) { return escaped(words.in(locale)); };
  std::string body =
      fmt::format("<p><a href=\"/\">{}</a></p>\n<h1>{}</h1>\n<p>{} {}<br>{} {}</p>\n",
                  say(message("All mails", "Tous les courriels")),
                  escaped(subject_of(mail, locale)), say(message("From:", "De :")),
                  escaped(from_of(mail)), say(message("To:", "À :")), escaped(to_of(mail)));
  const auto found = links(mail.message);
  if (!found.empty()) {
    body += fmt::format("<h2>{}</h2>\n<ul>\n", say(message("Links", "Liens")));
    for (const std::string& link : found)
      body += fmt::format("<li><a rel=\"noreferrer\" href=\"{0}\">{0}</a></li>\n", escaped(link));
    body += "</ul>\n";
  }
  if (!mail.message.text.empty())
    body += fmt::format("<h2>{}</h2>\n<pre>{}</pre>\n", say(message("Text", "Texte")),
                        escaped(mail.message.text));
  if (!mail.message.html.empty())
    body += fmt::format(
        "<h2>{0}</h2>\n<iframe sandbox title=\"{0}\" src=\"/view/{1}.html\"></iframe>\n",
        say(message("As a page", "En page")), escaped(mail.id));
  if (!mail.message.attachments.empty()) {
    body += fmt::format("<h2>{}</h2>\n<ul>\n", say(message("Attachments", "Pièces jointes")));
    for (const Part& part : mail.message.attachments)
      body += fmt::format("<li><a href=\"/api/v1/message/{}/part/{}\">{}</a></li>\n",
                          escaped(mail.id), escaped(part.id),
                          escaped(part.file_name.empty() ? part.content_type : part.file_name));
    body += "</ul>\n";
  }
  body += fmt::format("<p><a href=\"/api/v1/message/{}/raw\">{}</a></p>\n", escaped(mail.id),
                      say(message("As it came", "Tel que reçu")));
  return document(subject_of(mail, locale), body, locale);
}

}  // namespace

base::Result<std::optional<http::Response>> answer_page(std::string_view path, base::Locale locale,
                                                        Context& context) {
  constexpr std::string_view kView = "/view/";
  Mailbox mailbox(context);
  if (path == "/") return list_page(TRY(mailbox.list()), locale);
  if (!path.starts_with(kView)) return std::nullopt;
  std::string_view id = path.substr(kView.size());
  const std::string_view kind = id.substr(std::min(id.rfind('.'), id.size()));
  id.remove_suffix(kind.size());
  const auto mail = TRY(mailbox.find(id));
  if (!mail) return std::nullopt;
  if (kind.empty()) {
    TRY(mailbox.mark_read({mail->id}, true));
    return mail_page(*mail, locale);
  }
  if (kind == ".txt") return http::text_response(200, mail->message.text);
  if (kind != ".html") return std::nullopt;
  // A stranger's page: it may look as it likes, and do nothing.
  http::Response response =
      http::text_response(200, mail->message.html, "text/html; charset=utf-8");
  response.headers["Content-Security-Policy"] =
      "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:";
  return response;
}

}  // namespace services::mail
