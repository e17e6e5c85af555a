// What POST /api/v1/send asks for.
#pragma once

#include "generator/base/result.h"
#include "generator/text/node.h"
#include "labs/services/mail/message.h"

namespace services::mail {

// {"From":{"Email","Name"},"To":[…],"Cc":[…],"Bcc":["a@x"],"ReplyTo":[…],"Subject","Text","HTML",
// "Headers":{…},"Attachments":[{"Content","Filename","ContentType","ContentID"}]}
base::Result<Draft> read_draft(const text::Node& body);

}  // namespace services::mail
