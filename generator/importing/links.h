// Links of a Markdown text as its author wrote them, whether or not they are well formed, and what
// in the source they lead to. Pure; any thread.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "generator/importing/source_text.h"
#include "generator/importing/tree.h"

namespace importing {

enum class LinkForm {
  Inline,      // [text](target "title"), also an image
  Automatic,   // <https://…>
  Definition,  // [label]: target
  Wiki,        // [[text|Page]]
};

struct FoundLink {
  LinkForm form = LinkForm::Inline;
  bool image = false;
  bool mended = false;     // it was malformed, and what it should be is certain
  bool malformed = false;  // ... or is not
  std::size_t begin = 0;   // of the whole link
  std::size_t end = 0;
  std::string text;    // as written, markup included
  std::string target;  // as written
  std::string title;   // with its quotes; may be empty
};

// In order. `exists` says whether a target leads to something: it decides what a malformed link
// should be.
std::vector<FoundLink> find_links(std::string_view text, const std::vector<Zone>& zones,
                                  const std::function<bool(std::string_view)>& exists);

// Where links lead.
class Places {
 public:
  explicit Places(const Tree& tree);

  // Folders in which absolute links start: "src/", "content/", "static/"; tried in order.
  void add_root(std::string folder) { roots_.push_back(std::move(folder)); }

  enum class Kind { File, Anchor, Web, Mail, Unsafe, Nothing };
  struct Found {
    Kind kind = Kind::Nothing;
    std::string file;  // of the source
    std::string fragment;
    bool absolute = false;  // it was written as an address of the repository
  };
  Found find(std::string_view from, std::string_view target) const;
  // A page by the name that a wiki gives it: "Install the server" -> "Install-the-server.md".
  std::string wiki_page(std::string_view name) const;
  const std::string& origin() const { return origin_; }

 private:
  std::string file_at(std::string_view path) const;
  Found own_address(std::string_view url) const;
  void guess_origin();

  const Tree& tree_;
  std::map<std::string, std::string> by_name_;  // of a wiki: "install-the-server" -> its file
  std::vector<std::string> roots_;
  std::string origin_;
};

// The text of a link or heading without its markup.
std::string plain_words(std::string_view markdown);

}  // namespace importing
