// A form: each part lies in the body, in order, and none overlaps the next.
#include "labs/services/supabase/multipart.h"
#include "tests/fuzz/law.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view body = fuzz::view(data, size);
  const char* from = body.data();
  for (const services::FormPart& part :
       services::parse_multipart("multipart/form-data; boundary=XX", body)) {
    if (part.bytes.empty()) continue;
    fuzz::law(
        part.bytes.data() >= from && part.bytes.data() + part.bytes.size() <= body.data() + size,
        "a part lies behind the one before");
    fuzz::law(part.bytes.find("\r\n--XX") == std::string_view::npos, "a part ends at its boundary");
    from = part.bytes.data() + part.bytes.size();
  }
  return 0;
}
