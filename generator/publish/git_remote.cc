#include "generator/publish/git_remote.h"

#include <git2.h>

#include <array>
#include <cstdlib>

#include "generator/publish/credentials.h"

namespace publish::git {
namespace fs = std::filesystem;
using base::message;
namespace {

constexpr char kFetched[] = "refs/atelier/fetched";
constexpr char kPushed[] = "refs/atelier/pushed";

// What the callbacks of one conversation share.
struct Conversation {
  int tries = 0;             // of credentials: the library asks again when they are refused
  std::string refused = {};  // what the other side said to our branch
};

int give_credentials(git_credential** out, const char*, const char* user_in_url,
                     unsigned int allowed, void* payload) {
  auto& conversation = *static_cast<Conversation*>(payload);
  const std::string user = user_in_url != nullptr ? user_in_url : "git";
  if ((allowed & GIT_CREDENTIAL_USERNAME) != 0)
    return git_credential_username_new(out, user.c_str());
  const int attempt = conversation.tries++;
  if ((allowed & GIT_CREDENTIAL_SSH_KEY) != 0) {
    const std::string key = from_environment("ATELIER_SSH_KEY");
    if (!key.empty() && attempt == 0) {
      return git_credential_ssh_key_new(out, user.c_str(), nullptr, key.c_str(),
                                        from_environment("ATELIER_SSH_PASSPHRASE").c_str());
    }
    const bool has_agent = !from_environment("SSH_AUTH_SOCK").empty();
    if (has_agent && attempt <= (key.empty() ? 0 : 1))
      return git_credential_ssh_key_from_agent(out, user.c_str());
  } else if ((allowed & GIT_CREDENTIAL_USERPASS_PLAINTEXT) != 0 && attempt == 0) {
    const std::string token = from_environment("ATELIER_GIT_TOKEN");
    std::string name = from_environment("ATELIER_GIT_USER");
    if (name.empty()) name = user;
    if (!token.empty())
      return git_credential_userpass_plaintext_new(out, name.c_str(), token.c_str());
  }
  git_error_set_str(GIT_ERROR_CALLBACK, "no key or token was accepted");
  return GIT_EAUTH;
}

int note_refusal(const char*, const char* status, void* payload) {
  if (status != nullptr) static_cast<Conversation*>(payload)->refused = status;
  return 0;
}

git_remote_callbacks callbacks_for(Conversation& conversation) {
  git_remote_callbacks out = GIT_REMOTE_CALLBACKS_INIT;
  out.credentials = give_credentials;
  out.push_update_reference = note_refusal;
  out.payload = &conversation;
  return out;
}

std::string hex(const git_oid& id) {
  std::array<char, GIT_OID_HEXSZ + 1> out{};
  git_oid_tostr(out.data(), out.size(), &id);
  return out.data();
}

base::Message credentials_hint() {
  return message(
      "over ssh the key comes from the agent (ssh-add) or the file in ATELIER_SSH_KEY, and the "
      "host "
      "must be in ~/.ssh/known_hosts; over https ATELIER_GIT_USER and ATELIER_GIT_TOKEN say who",
      "par ssh, la clé vient de l'agent (ssh-add) ou du fichier que nomme ATELIER_SSH_KEY, et "
      "l'hôte doit être dans ~/.ssh/known_hosts ; par https, ATELIER_GIT_USER et "
      "ATELIER_GIT_TOKEN disent qui");
}

// The library's words behind `what`, credentials masked, and what to try.
tl::unexpected<base::Error> fail_with(base::Message what, int status) {
  base::Error error = failure(std::move(what));
  error.message = masked(error.message);
  if (status == GIT_EAUTH || status == GIT_ECERTIFICATE) error.hint = credentials_hint();
  return base::fail(std::move(error));
}

base::Error moved_meanwhile(const std::string& url) {
  return {base::ErrorKind::System,
          message("somebody has pushed to '{}' meanwhile",
                  "quelqu'un a poussé vers « {} » entre-temps", url),
          {},
          message("publish again", "publiez à nouveau")};
}

}  // namespace

struct Remote::State {
  Owned<git_repository> repository;
  std::string url;
  std::string branch;

  base::Result<Owned<git_remote>> remote() const {
    git_remote* raw = nullptr;
    const int status = git_remote_create_anonymous(&raw, repository.get(), url.c_str());
    Owned<git_remote> out(raw);
    if (status != 0)
      return fail_with(message("'{}' is no address of a repository",
                               "« {} » n'est pas l'adresse d'un dépôt", url),
                       status);
    return out;
  }
};

Remote::Remote(std::unique_ptr<State> state) : state_(std::move(state)) {}
Remote::~Remote() = default;
Remote::Remote(Remote&&) noexcept = default;
Remote& Remote::operator=(Remote&&) noexcept = default;

base::Result<Remote> Remote::open(const fs::path& memory, const std::string& url,
                                  const std::string& branch) {
  start_library();
  auto state = std::make_unique<State>();
  state->url = url;
  state->branch = branch;
  git_repository* raw = nullptr;
  int status = git_repository_open_bare(&raw, memory.c_str());
  if (status != 0) {
    // Not there yet, or damaged: it is only a memory.
    std::error_code failed;
    fs::remove_all(memory, failed);
    fs::create_directories(memory.parent_path(), failed);
    status = git_repository_init(&raw, memory.c_str(), 1);
  }
  state->repository.reset(raw);
  if (status != 0) {
    return fail_with(message("cannot make the repository '{}'",
                             "impossible de créer le dépôt « {} »", memory.generic_string()),
                     status);
  }
  return Remote(std::move(state));
}

git_repository* Remote::repository() const { return state_->repository.get(); }

base::Result<std::optional<std::string>> Remote::fetch() {
  const Owned<git_remote> remote = TRY(state_->remote());
  Conversation conversation;
  const base::Message what =
      message("cannot read the repository '{}'", "impossible de lire le dépôt « {} »", state_->url);
  git_fetch_options options = GIT_FETCH_OPTIONS_INIT;
  options.callbacks = callbacks_for(conversation);
  options.download_tags = GIT_REMOTE_DOWNLOAD_TAGS_NONE;
  options.update_fetchhead = 0;
  int status =
      git_remote_connect(remote.get(), GIT_DIRECTION_FETCH, &options.callbacks, nullptr, nullptr);
  if (status != 0) return fail_with(what, status);
  const git_remote_head** heads = nullptr;
  std::size_t count = 0;
  status = git_remote_ls(&heads, &count, remote.get());
  if (status != 0) return fail_with(what, status);
  const std::string wanted = "refs/heads/" + state_->branch;
  bool found = false;
  for (std::size_t i = 0; i < count; ++i) found = found || wanted == heads[i]->name;
  git_remote_disconnect(remote.get());
  if (!found) return std::optional<std::string>();

  std::string refspec = "+" + wanted + ":" + kFetched;
  char* specs[] = {refspec.data()};
  const git_strarray list = {specs, 1};
  conversation = {};
  status = git_remote_fetch(remote.get(), &list, &options, nullptr);
  git_oid tip;
  if (status == 0) status = git_reference_name_to_id(&tip, repository(), kFetched);
  if (status != 0) return fail_with(what, status);
  return std::optional(hex(tip));
}

std::optional<std::string> Remote::last_pushed() const {
  git_oid id;
  if (git_reference_name_to_id(&id, repository(), kPushed) != 0) return {};
  return hex(id);
}

base::Done Remote::push(const std::string& commit) {
  git_oid id;
  git_reference* reference = nullptr;
  int status = git_oid_fromstr(&id, commit.c_str());
  if (status == 0)
    status = git_reference_create(&reference, repository(), "refs/atelier/next", &id, 1, nullptr);
  git_reference_free(reference);
  const base::Message what =
      message("cannot push to '{}'", "impossible de pousser vers « {} »", state_->url);
  if (status != 0) return fail_with(what, status);

  const Owned<git_remote> remote = TRY(state_->remote());
  Conversation conversation;
  git_push_options options = GIT_PUSH_OPTIONS_INIT;
  options.callbacks = callbacks_for(conversation);
  std::string refspec = "refs/atelier/next:refs/heads/" + state_->branch;
  char* specs[] = {refspec.data()};
  const git_strarray list = {specs, 1};
  status = git_remote_push(remote.get(), &list, &options);
  if (status == GIT_ENONFASTFORWARD) return base::fail(moved_meanwhile(state_->url));
  if (status != 0) return fail_with(what, status);
  if (conversation.refused == "non-fast-forward" || conversation.refused == "fetch first")
    return base::fail(moved_meanwhile(state_->url));
  if (!conversation.refused.empty()) {
    git_error_set_str(GIT_ERROR_NET, conversation.refused.c_str());
    return fail_with(what, GIT_ERROR);
  }
  // Forgetting it costs a question next time, no more.
  if (git_reference_create(&reference, repository(), kPushed, &id, 1, nullptr) == 0)
    git_reference_free(reference);
  return {};
}

}  // namespace publish::git
