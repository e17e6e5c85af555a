#include "generator/importing/rewrite.h"

#include <algorithm>

#include "generator/importing/links.h"
#include "generator/model/inventory.h"
#include "generator/model/lint/assets.h"
#include "generator/model/lint/secrets.h"
#include "generator/text/slug.h"
#include "generator/text/url.h"
#include "generator/text/utf8.h"
#include "generator/text/written.h"

namespace importing {
namespace {

using base::message;

std::string ending_of(std::string_view path) {
  const std::size_t dot = path.rfind('.');
  return dot == std::string_view::npos ? std::string() : text::lower_case(path.substr(dot));
}

bool is_text_ending(std::string_view ending) {
  static constexpr std::string_view kTexts[] = {".txt", ".csv", ".json", ".yaml", ".yml", ".sh",
                                                ".ps1", ".py",  ".sql",  ".conf", ".vtt"};
  return std::find(std::begin(kTexts), std::end(kTexts), ending) != std::end(kTexts);
}

bool is_picture(std::string_view target) {
  const std::string ending = ending_of(target.substr(0, target.find_first_of("?#")));
  return ending == ".png" || ending == ".jpg" || ending == ".jpeg" || ending == ".gif" ||
         ending == ".svg" || ending == ".webp" || ending == ".avif";
}

// What to say of a picture of which nobody said anything: its name.
std::string name_words(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  std::string_view name = slash == std::string_view::npos ? path : path.substr(slash + 1);
  return title_of_name(name.substr(0, name.rfind('.')));
}

std::string folded_anchor(std::string_view fragment) {
  std::string out = text::lower_case(fragment);
  if (out.starts_with("user-content-")) out.erase(0, 13);
  return out;
}

// The heading that a fragment names; the count of headings for the title, more for none.
std::size_t find_heading(const Page& page, std::string_view fragment) {
  const std::string wanted = folded_anchor(fragment);
  const auto& all = page.headings.headings;
  const auto has = [&](const std::vector<std::string>& anchors) {
    return std::any_of(anchors.begin(), anchors.end(), [&](const std::string& anchor) {
      return text::lower_case(anchor) == wanted;
    });
  };
  for (std::size_t i = 0; i < all.size(); ++i)
    if (has(all[i].anchors)) return i;
  if (has(page.headings.title_anchors)) return all.size();
  const std::string slug = text::Slug::from_title(wanted).str();
  for (std::size_t i = 0; i < all.size(); ++i)
    if (all[i].id == slug) return i;
  return all.size() + 1;
}

class LinkLeader {
 public:
  LinkLeader(const Plan& plan, const Page& page, Assets& assets, Notes& notes)
      : plan_(plan), page_(page), assets_(assets), notes_(notes), here_(place_of(plan, page)) {}

  Edits run() {
    const std::string& from = page_.file->path;
    const std::vector<Zone> zones = zones_of(page_.text);
    for (const FoundLink& link : find_links(page_.text.text(), zones, [&](std::string_view target) {
           return plan_.places.find(from, target).kind == Places::Kind::File;
         }))
      lead(link);
    return std::move(edits_);
  }

 private:
  std::uint32_t line(const FoundLink& link) const { return page_.text.origin_at(link.begin); }
  void put(const FoundLink& link, std::string with) {
    edits_.push_back({link.begin, link.end, std::move(with)});
  }

  void lead(const FoundLink& link) {
    if (link.malformed) {
      notes_.person(line(link), message("this link is malformed and its target unknown: '{}'",
                                        "ce lien est mal formé et sa cible inconnue : « {} »",
                                        text::shortened(link.text)));
      put(link, "[" + link.text + "\\](");
      return;
    }
    if (link.mended)
      notes_.done(line(link), message("a malformed link, mended: '{}'",
                                      "un lien mal formé, réparé : « {} »", link.target));
    Places::Found found;
    if (link.form == LinkForm::Wiki) {
      const std::size_t hash = link.target.find('#');
      found.file = plan_.places.wiki_page(link.target.substr(0, hash));
      if (!found.file.empty()) found.kind = Places::Kind::File;
      if (hash != std::string::npos) found.fragment = link.target.substr(hash + 1);
    } else {
      found = plan_.places.find(page_.file->path, link.target);
    }
    switch (found.kind) {
      case Places::Kind::Web:
        return web(link);
      case Places::Kind::Mail:
        if (link.mended) put(link, whole(link, link.target));
        return;
      case Places::Kind::Unsafe:
        return drop(link, message("'{}' is no address that a page may have",
                                  "« {} » n'est pas une adresse qu'une page peut avoir",
                                  text::shortened(link.target)));
      case Places::Kind::Nothing:
        return drop(link, message("'{}' is not there", "« {} » n'existe pas",
                                  text::shortened(link.target)));
      case Places::Kind::Anchor:
      case Places::Kind::File:
        return file(link, found);
    }
  }

  void web(const FoundLink& link) {
    if (!link.image && !(link.form == LinkForm::Definition && is_picture(link.target))) return;
    notes_.person(line(link),
                  message("a picture on another host is not fetched: {}",
                          "une image d'un autre hôte n'est pas récupérée : {}", link.target));
    if (link.form == LinkForm::Definition) return;
    std::string words = link.text.empty() ? name_words(link.target) : link.text;
    if (words.empty()) words = link.target;
    put(link, fmt::format("[{}]({})", words, encoded(link.target)));
  }

  static std::string encoded(std::string_view target) {
    return target.find_first_of(" ()") == std::string_view::npos ? std::string(target)
                                                                 : fmt::format("<{}>", target);
  }

  std::string whole(const FoundLink& link, const std::string& target) const {
    if (link.form == LinkForm::Definition)
      return fmt::format("[{}]: {}{}{}", link.text, target, link.title.empty() ? "" : " ",
                         link.title);
    if (link.form == LinkForm::Automatic) return fmt::format("[{}]({})", link.text, target);
    return fmt::format("{}[{}]({}{}{})", link.image ? "!" : "", link.text, target,
                       link.title.empty() ? "" : " ", link.title);
  }

  void drop(const FoundLink& link, base::Message why) {
    why.en += link.image ? "; its picture is left out" : "; the link is left out, its text stays";
    why.fr += link.image ? " ; son image est laissée" : " ; le lien est laissé, son texte reste";
    notes_.person(line(link), std::move(why));
    put(link, link.form == LinkForm::Definition ? std::string() : link.text);
  }

  void file(const FoundLink& link, const Places::Found& found) {
    const auto target = plan_.page_of.find(found.file);
    if (target == plan_.page_of.end()) return asset(link, found);
    Page& page = plan_.pages[target->second];
    const Group& group = plan_.groups[page.group];
    const bool own = &page == &page_;
    if (group.left_out || (group.draft && !own && !plan_.groups[page_.group].draft))
      return drop(link, message("'{}' is a draft or was left out",
                                "« {} » est un brouillon ou a été laissé", found.file));
    if (found.absolute)
      notes_.done(line(link),
                  message("an address of the repository leads to the page now: {}",
                          "une adresse du dépôt mène maintenant à la page : {}", link.target));
    std::string address =
        own ? std::string() : text::relative_address(here_, place_of(plan_, page));
    std::string fragment;
    if (!found.fragment.empty()) {
      const std::size_t heading = find_heading(page, found.fragment);
      if (heading < page.headings.headings.size()) {
        page.referenced[heading] = true;
        fragment = "#" + page.headings.headings[heading].id;
      } else if (heading > page.headings.headings.size()) {
        notes_.person(line(link),
                      message("'{}' has no section '{}'; the link leads to the page",
                              "« {} » n'a pas de section « {} » ; le lien mène à la page",
                              found.file, text::shortened(found.fragment)));
      }
    }
    if (address.empty() && fragment.empty()) address = text::relative_address(here_, here_);
    // An address of the repository, alone in a sentence, is none of the course's.
    const bool words = link.form == LinkForm::Automatic ||
                       (link.text.empty() && !link.image && link.form == LinkForm::Inline);
    FoundLink named = link;
    if (words) named.text = page.headings.title;
    named.image = false;  // a page is no picture
    put(link, whole(named, address + fragment));
  }

  void asset(const FoundLink& link, const Places::Found& found) {
    if (found.kind == Places::Kind::Anchor) return;
    base::Message why;
    const std::string name = assets_.take(found.file, why);
    if (name.empty()) return drop(link, why);
    FoundLink named = link;
    if (link.image && is_blank(link.text)) {
      named.text = name_words(found.file);
      notes_.person(line(link),
                    message("a picture without words: its name stands there, '{}'",
                            "une image sans texte : son nom est là, « {} »", named.text));
    }
    if (link.form == LinkForm::Wiki && is_picture(found.file)) named.image = true;
    put(link, whole(named, text::relative_address(here_, name)));
  }

  const Plan& plan_;
  const Page& page_;
  Assets& assets_;
  Notes& notes_;
  std::string here_;
  Edits edits_;
};

}  // namespace

std::string Assets::take(const std::string& file, base::Message& why) {
  if (const auto known = taken_.find(file); known != taken_.end()) return known->second;
  if (const auto known = refused_.find(file); known != refused_.end()) {
    why = known->second;
    return {};
  }
  why = refusal(file);
  if (!why.empty()) {
    refused_.emplace(file, why);
    return {};
  }
  // Each part becomes a slug: addresses then need no escapes.
  std::string path = "assets";
  std::string_view rest = std::string_view(file).substr(0, file.rfind('.'));
  for (;;) {
    const std::size_t slash = rest.find('/');
    path += "/" + text::Slug::from_title(rest.substr(0, slash)).str();
    if (slash == std::string_view::npos) break;
    rest.remove_prefix(slash + 1);
  }
  std::string name = path + ending_of(file);
  for (int i = 2; !names_.insert(name).second; ++i)
    name = fmt::format("{}-{}{}", path, i, ending_of(file));
  taken_.emplace(file, name);
  return name;
}

base::Message Assets::refusal(const std::string& file) const {
  if (!model::is_asset_name(file))
    return message("'{}' is of a kind that is not published",
                   "« {} » est d'un genre qui n'est pas publié", file);
  if (tree_->size_of(file) > kMostAssetBytes)
    return message("'{}' is too large ({} bytes)", "« {} » est trop grand ({} octets)", file,
                   tree_->size_of(file));
  const std::string ending = ending_of(file);
  if (ending != ".svg" && !is_text_ending(ending)) return {};
  const auto bytes = tree_->bytes(file);
  if (!bytes) return message("'{}' cannot be read", "« {} » ne peut pas être lu", file);
  if (ending == ".svg") {
    const std::string active = model::find_active_content(*bytes);
    if (active.empty()) return {};
    return message("'{}' could run code: {}", "« {} » pourrait exécuter du code : {}", file,
                   active);
  }
  if (model::find_secrets(*bytes, {}).empty()) return {};
  return message("'{}' holds secrets or private data",
                 "« {} » contient des secrets ou des données privées", file);
}

std::string place_of(const Plan& plan, const Page& page) {
  const Group& group = plan.groups[page.group];
  switch (group.kind) {
    case model::PageKind::Lesson:
      return fmt::format("lessons/{}/{}/lesson.{}.md", plan.topics[group.topic], group.slug,
                         page.language);
    case model::PageKind::Guide:
      return fmt::format("guides/{}/guide.{}.md", group.slug, page.language);
    default:
      return fmt::format("pages/{}.{}.md", group.slug, page.language);
  }
}

Edits lead_links(const Plan& plan, const Page& page, Assets& assets, Notes& notes) {
  return LinkLeader(plan, page, assets, notes).run();
}

std::string write_page(const Page& page, Edits edits) {
  SourceText text = page.text;
  const auto& headings = page.headings.headings;
  for (std::size_t i = 0; i < headings.size(); ++i) {
    const Heading& heading = headings[i];
    if (heading.in_log || (heading.level != 2 && !page.referenced[i])) continue;
    const std::size_t at = text.start(heading.line);
    edits.push_back({at, at, fmt::format("<!-- id: {} -->\n", heading.id)});
  }
  text.apply(std::move(edits));

  std::string out = "---\ntitle: " + text::yaml_string(page.headings.title) + "\n";
  if (!page.description.empty())
    out += "description: " + text::yaml_string(page.description) + "\n";
  out += "---\n\n# " + page.headings.title + "\n";
  // Blank lines that edits left; those in code are the author's.
  const std::vector<Zone> zones = zones_of(text);
  bool blank = true, first = true;
  for (std::size_t i = 0; i < text.line_count() && !text.text().empty(); ++i) {
    const std::string_view line = text.line(i);
    const bool code = text.start(i) < zones.size() && zones[text.start(i)] == Zone::Fence;
    if (!code && is_blank(line)) {
      blank = true;
      continue;
    }
    if (blank || first) out += '\n';
    // A heading with nothing above it is one in every reader.
    const bool heading = !code && line.starts_with('#');
    const bool marked = out.ends_with("-->\n");
    if (heading && !blank && !first && !marked) out += '\n';
    first = blank = false;
    out += line;
    out += '\n';
  }
  std::erase_if(out, [](char c) { return c == kAnchor || c == kAnchorEnd; });
  return out;
}

}  // namespace importing
