// What Auth does once it knows what is asked: makes users, opens sessions, sends mails with links.
// Internal to Auth's handlers, which stand in auth.cc and auth_admin.cc.
#pragma once

#include <string>
#include <string_view>

#include "generator/base/result.h"
#include "labs/services/common/routes.h"
#include "labs/services/supabase/auth_store.h"
#include "labs/services/supabase/identity.h"

namespace services {

// GoTrue's error, in the form that the version header of the request asks for.
http::Response auth_error(const Call& call, int status, std::string_view code,
                          std::string_view message);

// Who asks, or the refusal to give instead.
struct Asker {
  Identity identity;
  std::optional<http::Response> refusal;
};
Asker ask_who(Call& call);    // any valid token
Asker ask_admin(Call& call);  // the service role
// A user with an open session; `user` is set.
struct SignedIn {
  text::Node user;
  std::string session;
  std::optional<http::Response> refusal;
};
base::Result<SignedIn> ask_user(Call& call);

// The request's document, or an empty table; `problem` when it is no JSON.
text::Node body_of(const Call& call, std::optional<http::Response>& problem);

// A user not yet in the store. The password may be empty.
text::Node new_user(Context& context, std::string_view email, std::string_view password);
void confirm(Context& context, text::Node& user);
text::Node shown(const text::Node& user);  // without what is secret
bool is_confirmed(const text::Node& user);
bool is_email(std::string_view written);
std::string lower_case(std::string_view written);
// Nothing when it is long enough.
std::optional<http::Response> refuse_password(const Call& call, std::string_view password);

// A new session, or the continuation of one: what /token answers.
base::Result<text::Node> session_document(Context& context, text::Node user,
                                          const std::string& session, std::string_view method);
base::Result<text::Node> sign_in(Context& context, text::Node user, std::string_view method);

// Where a mail's link may lead: what was asked for when it is allowed, else SITE_URL.
std::string redirect_of(const Call& call);
// The link of a mail, with a token of its own.
base::Result<std::string> make_link(Context& context, const OneTime& about, std::string& token);
// Sends it through the stack's mail server; the refusal when that fails.
base::Result<std::optional<http::Response>> send_mail(Call& call, const OneTime& about);

}  // namespace services
