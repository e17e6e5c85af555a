// What Storage's handlers share: its errors, its documents, who may do what. Internal.
#pragma once

#include "labs/services/common/routes.h"
#include "labs/services/supabase/identity.h"
#include "labs/services/supabase/storage_store.h"

namespace services::storage {

// An error's rule is the code ("NoSuchKey"); refusal() makes the answer of it.
base::Error error(std::string_view status, std::string_view name, std::string_view message,
                  std::string_view code);
http::Response refusal(const base::Error& error);

base::Error no_bucket();
base::Error no_object();
base::Error denied();

// The token's identity; an error for a missing or bad one.
base::Result<Identity> ask(const Call& call);
base::Result<Bucket> need_bucket(Call& call, std::string_view id);

// Policies: everybody who is signed in may add and list; an owner may change; the service role may
// do all.
enum class Act { Read, Add, Change };
bool may(const Identity& identity, const Bucket& bucket, const StoredObject* object, Act act);

text::Node describe(const Bucket& bucket);
text::Node describe(const StoredObject& object);  // as in a list
text::Node whole(const StoredObject& object);     // as a row

// Bytes with the headers that caches need, a part of them when a Range asks for it.
base::Result<http::Response> serve(Call& call, const StoredObject& object);

base::Result<http::Response> list_objects(Call& call);
base::Result<http::Response> upload(Call& call);
base::Result<http::Response> download(Call& call);
base::Result<http::Response> download_public(Call& call);
base::Result<http::Response> download_signed(Call& call);
base::Result<http::Response> sign(Call& call);
base::Result<http::Response> sign_many(Call& call);
base::Result<http::Response> copy(Call& call);
base::Result<http::Response> move(Call& call);
base::Result<http::Response> remove(Call& call);
base::Result<http::Response> remove_one(Call& call);

}  // namespace services::storage
