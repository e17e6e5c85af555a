#include "generator/history/test_repository.h"

#include <git2.h>

#include <catch2/catch.hpp>
#include <fstream>

namespace history {
namespace fs = std::filesystem;
namespace {

git_oid oid_of(const std::string& hex) {
  git_oid oid;
  REQUIRE(git_oid_fromstr(&oid, hex.c_str()) == 0);
  return oid;
}

struct FreeIndex {
  void operator()(git_index* index) const { git_index_free(index); }
};
struct FreeSignature {
  void operator()(git_signature* signature) const { git_signature_free(signature); }
};

git_oid write_tree(git_repository* repository, const TestTree& files) {
  git_index* raw = nullptr;
  REQUIRE(git_index_new(&raw) == 0);
  const std::unique_ptr<git_index, FreeIndex> index(raw);
  for (const auto& [path, file] : files) {
    git_index_entry entry = {};
    entry.path = path.c_str();
    entry.mode = GIT_FILEMODE_BLOB;
    if (file.kind == TestFile::Kind::Executable) entry.mode = GIT_FILEMODE_BLOB_EXECUTABLE;
    if (file.kind == TestFile::Kind::Link) entry.mode = GIT_FILEMODE_LINK;
    if (file.kind == TestFile::Kind::Submodule) {
      entry.mode = GIT_FILEMODE_COMMIT;
      entry.id = oid_of(file.bytes);
    } else {
      REQUIRE(git_blob_create_from_buffer(&entry.id, repository, file.bytes.data(),
                                          file.bytes.size()) == 0);
    }
    REQUIRE(git_index_add(raw, &entry) == 0);
  }
  git_oid tree;
  REQUIRE(git_index_write_tree_to(&tree, raw, repository) == 0);
  return tree;
}

}  // namespace

TestRepository::TestRepository() {
  start_library();
  git_repository* raw = nullptr;
  REQUIRE(git_repository_init(&raw, folder_.path().c_str(), 0) == 0);
  repository_.reset(raw);
}

std::string TestRepository::commit(const TestTree& files, std::string subject,
                                   std::vector<std::string> parents) {
  git_oid head;
  if (parents.empty() && git_reference_name_to_id(&head, repository_.get(), "HEAD") == 0)
    parents.push_back(hex(id_of(head)));
  std::vector<Owned<git_commit>> owned;
  std::vector<const git_commit*> borrowed;
  for (const std::string& parent : parents) {
    if (parent.empty()) continue;
    git_commit* raw = nullptr;
    const git_oid oid = oid_of(parent);
    REQUIRE(git_commit_lookup(&raw, repository_.get(), &oid) == 0);
    owned.emplace_back(raw);
    borrowed.push_back(raw);
  }
  const git_oid tree_id = write_tree(repository_.get(), files);
  git_tree* tree = nullptr;
  REQUIRE(git_tree_lookup(&tree, repository_.get(), &tree_id) == 0);
  const Owned<git_tree> tree_owner(tree);
  git_signature* raw = nullptr;
  REQUIRE(git_signature_new(&raw, author.c_str(), "ada@example.org", time, offset) == 0);
  const std::unique_ptr<git_signature, FreeSignature> signature(raw);
  time += 86'400;
  git_oid made;
  REQUIRE(git_commit_create(&made, repository_.get(), nullptr, raw, raw, nullptr, subject.c_str(),
                            tree, borrowed.size(), borrowed.data()) == 0);
  set_head(hex(id_of(made)));
  return hex(id_of(made));
}

void TestRepository::set_head(const std::string& commit) {
  const git_oid oid = oid_of(commit);
  REQUIRE(git_repository_set_head_detached(repository_.get(), &oid) == 0);
}

void TestRepository::write(const std::string& file, const std::string& bytes) const {
  fs::create_directories((path() / file).parent_path());
  std::ofstream(path() / file, std::ios::binary) << bytes;
}

void TestRepository::lose(const std::string& id) const {
  REQUIRE(fs::remove(path() / ".git/objects" / id.substr(0, 2) / id.substr(2)));
}

std::string TestRepository::tree_of(const std::string& commit, const std::string& path) const {
  const git_oid oid = oid_of(commit);
  git_commit* raw = nullptr;
  REQUIRE(git_commit_lookup(&raw, repository_.get(), &oid) == 0);
  const Owned<git_commit> owner(raw);
  if (path.empty()) return hex(id_of(*git_commit_tree_id(raw)));
  git_tree* tree = nullptr;
  REQUIRE(git_commit_tree(&tree, raw) == 0);
  const Owned<git_tree> tree_owner(tree);
  git_tree_entry* entry = nullptr;
  REQUIRE(git_tree_entry_bypath(&entry, tree, path.c_str()) == 0);
  const Owned<git_tree_entry> entry_owner(entry);
  return hex(id_of(*git_tree_entry_id(entry)));
}

}  // namespace history
