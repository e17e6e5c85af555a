#include "labs/services/supabase/multipart.h"
#include "labs/services/supabase/test_stack.h"

using services::test::TestStack;

namespace {

constexpr char kRoot[] = "/storage/v1";

http::Response admin(TestStack& stack, const std::string& method, const std::string& target,
                     const std::string& body = {}, http::Headers headers = {}) {
  headers["Authorization"] = "Bearer " + stack.service_key();
  return stack.ask(method, kRoot + target, body, std::move(headers));
}

}  // namespace

TEST_CASE("buckets come and go, and are not lost with files in them") {
  TestStack stack;
  CHECK(admin(stack, "POST", "/bucket", R"({"id":"b","name":"b","public":true})").body ==
        R"({"name":"b"})");
  CHECK(admin(stack, "POST", "/bucket", R"({"id":"b","name":"b"})").body ==
        R"({"statusCode":"409","error":"Duplicate","message":"The resource already exists",)"
        R"("code":"BucketAlreadyExists"})");
  CHECK(admin(stack, "GET", "/bucket/b").body ==
        R"({"id":"b","name":"b","owner":"","public":true,"file_size_limit":null,)"
        R"("allowed_mime_types":null,"created_at":"2026-09-21T14:13:20.000Z",)"
        R"("updated_at":"2026-09-21T14:13:20.000Z"})");
  CHECK(admin(stack, "POST", "/object/b/a.txt", "hello", {{"Content-Type", "text/plain"}}).status ==
        200);
  CHECK(TestStack::at(admin(stack, "DELETE", "/bucket/b", "{}"), "/code") == "ResourceNotEmpty");
  CHECK(admin(stack, "POST", "/bucket/b/empty").body == R"({"message":"Successfully emptied"})");
  CHECK(admin(stack, "DELETE", "/bucket/b", "{}").body == R"({"message":"Successfully deleted"})");
  CHECK(TestStack::at(admin(stack, "GET", "/bucket/b"), "/code") == "NoSuchBucket");
}

TEST_CASE("a file comes back whole, in part, and to those who may have it") {
  TestStack stack;
  const http::Headers plain = {{"Content-Type", "text/plain"}, {"Cache-Control", "max-age=3600"}};
  CHECK(TestStack::at(admin(stack, "POST", "/object/avatars/dir/a%20b.txt", "0123456789", plain),
                      "/Key") == "avatars/dir/a b.txt");
  CHECK(TestStack::at(admin(stack, "POST", "/object/avatars/dir/a%20b.txt", "x", plain), "/code") ==
        "KeyAlreadyExists");
  http::Request open;
  open.target = "/storage/v1/object/public/avatars/dir/a%20b.txt";
  const http::Response whole = stack.send(open);
  CHECK(whole.body == "0123456789");
  CHECK(whole.headers.at("Cache-Control") == "max-age=3600");
  CHECK(whole.headers.at("Content-Type") == "text/plain");
  open.headers["Range"] = "bytes=2-4";
  const http::Response part = stack.send(open);
  CHECK(part.status == 206);
  CHECK(part.body == "234");
  CHECK(part.headers.at("Content-Range") == "bytes 2-4/10");
  admin(stack, "POST", "/object/documents/s.txt", "secret", plain);
  open.target = "/storage/v1/object/public/documents/s.txt";
  CHECK(TestStack::at(stack.send(open), "/code") == "NoSuchBucket");
  CHECK(TestStack::at(stack.ask("GET", "/storage/v1/object/documents/s.txt"), "/code") ==
        "NoSuchKey");
}

TEST_CASE("a signed address opens one file for a time, and nothing when it was changed") {
  TestStack stack;
  admin(stack, "POST", "/object/documents/s.txt", "secret", {{"Content-Type", "text/plain"}});
  const std::string url = TestStack::at(
      admin(stack, "POST", "/object/sign/documents/s.txt", R"({"expiresIn":60})"), "/signedURL");
  CHECK(url.starts_with("/object/sign/documents/s.txt?token="));
  http::Request open;
  open.target = kRoot + url;
  CHECK(stack.send(open).body == "secret");
  open.target = kRoot + std::string("/object/sign/documents/s.txt?token=tampered");
  CHECK(TestStack::at(stack.send(open), "/code") == "InvalidJWT");
  stack.world.milliseconds += 61'000;
  open.target = kRoot + url;
  CHECK(stack.send(open).status == 400);
}

TEST_CASE("what Storage refuses is HTTP 400 with its own status inside") {
  TestStack stack;
  admin(
      stack, "POST", "/bucket",
      R"({"id":"small","name":"small","file_size_limit":10,"allowed_mime_types":["text/plain"]})");
  struct Case {
    const char* target;
    const char* type;
    std::string body;
    const char* status;
    const char* message;
  };
  const auto c = GENERATE(values<Case>({
      {"/object/small/x.png", "image/png", "x", "415", "mime type image/png is not supported"},
      {"/object/small/x.txt", "text/plain", std::string(11, 'x'), "413",
       "The object exceeded the maximum allowed size"},
      {"/object/none/x", "text/plain", "x", "404", "Bucket not found"},
      {"/object/small/../../etc/passwd", "text/plain", "x", "400", "Invalid key"},
      {"/object/small/a//b", "text/plain", "x", "400", "Invalid key"},
  }));
  CAPTURE(c.target);
  const http::Response response =
      admin(stack, "POST", c.target, c.body, {{"Content-Type", c.type}});
  CHECK(response.status == 400);
  CHECK(TestStack::at(response, "/statusCode") == c.status);
  CHECK(TestStack::at(response, "/message") == c.message);
  const http::Response stranger =
      stack.ask("POST", "/storage/v1/object/small/y.txt", "x", {{"Content-Type", "text/plain"}});
  CHECK(TestStack::at(stranger, "/message") == "new row violates row-level security policy");
}

TEST_CASE("folders and files are listed, copied, moved and removed") {
  TestStack stack;
  stack.sign_in("ana@lab.test");
  const http::Headers plain = {{"Content-Type", "text/plain"}};
  for (const char* name : {"dir/one.txt", "dir/two.txt", "note.txt"})
    CHECK(
        stack.ask("POST", std::string("/storage/v1/object/documents/") + name, "x", plain).status ==
        200);
  const auto listed = [&](const char* body) {
    return stack.ask("POST", "/storage/v1/object/list/documents", body);
  };
  const http::Response root = listed(R"({"prefix":"","limit":100})");
  CHECK(TestStack::at(root, "/0/name") == "dir");
  CHECK(TestStack::at(root, "/0/id") == "null");
  CHECK(TestStack::at(root, "/1/name") == "note.txt");
  CHECK(TestStack::at(root, "/1/metadata/mimetype") == "text/plain");
  CHECK(TestStack::at(listed(R"({"prefix":"dir"})"), "/1/name") == "two.txt");
  CHECK(stack
            .ask("POST", "/storage/v1/object/move",
                 R"({"bucketId":"documents","sourceKey":"note.txt","destinationKey":"kept.txt"})")
            .body == R"({"message":"Successfully moved"})");
  CHECK(
      TestStack::at(
          stack.ask("POST", "/storage/v1/object/copy",
                    R"({"bucketId":"documents","sourceKey":"kept.txt","destinationKey":"c.txt"})"),
          "/Key") == "documents/c.txt");
  const http::Response gone = stack.ask("DELETE", "/storage/v1/object/documents",
                                        R"({"prefixes":["kept.txt","none.txt"]})");
  CHECK(TestStack::at(gone, "/0/name") == "kept.txt");
  CHECK(TestStack::at(gone, "/1") == "–");
  stack.sign_in("bob@lab.test");
  CHECK(listed(R"({"prefix":""})").body == "[]");
}

TEST_CASE("a form's parts are read, and a broken form has none") {
  const std::string type = "multipart/form-data; boundary=XX";
  const std::string body =
      "--XX\r\nContent-Disposition: form-data; name=\"cacheControl\"\r\n\r\n3600\r\n"
      "--XX\r\nContent-Disposition: form-data; name=\"\"; filename=\"blob\"\r\n"
      "Content-Type: text/plain\r\n\r\nhello\r\n--XX--\r\n";
  const auto parts = services::parse_multipart(type, body);
  REQUIRE(parts.size() == 2);
  CHECK(parts[0].name == "cacheControl");
  CHECK(parts[0].bytes == "3600");
  CHECK(parts[1].filename == "blob");
  CHECK(parts[1].type == "text/plain");
  CHECK(parts[1].bytes == "hello");
  for (std::size_t cut = 0; cut < body.size() - 6; ++cut)
    CHECK(services::parse_multipart(type, body.substr(0, cut)).size() < 2);
  CHECK(services::parse_multipart("text/plain", body).empty());
}
