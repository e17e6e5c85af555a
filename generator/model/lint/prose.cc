#include "generator/model/lint/prose.h"

#include <algorithm>
#include <array>

#include "generator/model/lint/walk.h"
#include "generator/text/typography.h"
#include "generator/text/utf8.h"

namespace model {
namespace {

constexpr std::size_t kMostReported = 50;  // in one file
constexpr char32_t kNode = 0xE000;         // stands for a node that is not text
constexpr char32_t kOpening = 0x00AB;
constexpr char32_t kClosing = 0x00BB;

bool is_space(char32_t c) {
  return c == U' ' || c == U'\t' || c == 0x00A0 || c == 0x202F || c == 0x2009;
}
bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

// Names that carry their exclamation mark or question mark with them.
bool is_name(std::string_view before) {
  static constexpr std::array<std::string_view, 5> kNames = {"Yahoo", "Joomla", "Kahoot",
                                                             "Jeopardy", "Hello, World"};
  return std::any_of(kNames.begin(), kNames.end(),
                     [&](std::string_view name) { return before.ends_with(name); });
}

// A run that has French in it; an English sentence quoted on a French page keeps its own spacing.
bool looks_french(std::string_view text) {
  static constexpr std::array<std::string_view, 22> kWords = {
      " le ",  " la ",   " les ",   " des ", " du ",   " une ",  " un ",  " et ",
      " est ", " vous ", " que ",   " qui ", " pour ", " dans ", " sur ", " avec ",
      " ne ",  " pas ",  " votre ", " ce ",  " au ",   " de "};
  const std::string spaced = " " + text::lower_case(text) + " ";
  return std::any_of(kWords.begin(), kWords.end(),
                     [&](std::string_view word) { return spaced.find(word) != std::string::npos; });
}

// The bytes that a text without any fault or quote has none of: most texts are passed over quickly.
bool matters(char c) {
  return c == ';' || c == '!' || c == '?' || c == '"' || c == '\xC2' || c == '\xE2';
}

// Where a fault stands in a text node: its byte and what was found.
struct Fault {
  std::string_view node;
  std::size_t offset = 0;
  char32_t mark = 0;
};

class French : public Visitor {
 public:
  French(const FileContext& context, Problems& problems) : context_(context), problems_(problems) {}

  void inlines(const markdown::Inlines& all, const markdown::Block& holder) override {
    if (&holder != holder_) {
      holder_ = &holder;
      cursor_ = 0;
    }
    faults_.clear();
    plain_.clear();
    quotes_ = 0;
    straight_open_ = false;
    scan(all);
    if (faults_.empty() || !looks_french(plain_)) return;
    for (const Fault& fault : faults_)
      if (++reported_ <= kMostReported) report(fault);
  }

 private:
  // Emphasis and links often hold foreign words, so only plain text and strong text are looked at.
  void scan(const markdown::Inlines& all) {
    for (std::size_t i = 0; i < all.size(); ++i) {
      const markdown::Inline& node = all[i];
      switch (node.kind) {
        case markdown::InlineKind::Text:
          scan_text(node.text, i + 1 < all.size() ? &all[i + 1] : nullptr);
          break;
        case markdown::InlineKind::Strong:
        case markdown::InlineKind::Strikethrough:
          scan(node.children);
          break;
        case markdown::InlineKind::SoftBreak:
        case markdown::InlineKind::LineBreak:
          before_ = U' ';
          plain_ += ' ';
          break;
        default:
          // A code span, a link, an image: neither a letter nor a space.
          before_ = 0;
          plain_ += ' ';
          break;
      }
    }
    before_ = 0;
  }

  void scan_text(std::string_view text, const markdown::Inline* next) {
    plain_ += text;
    if (std::none_of(text.begin(), text.end(), matters)) {
      if (!text.empty()) before_ = text::character_before(text, text.size());
      return;
    }
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t begin = at;
      const char32_t c = text::next_character(text, at);
      std::size_t peek = at;
      const char32_t after = at < text.size() ? text::next_character(text, peek) : edge_of(next);
      if (c == U'"') straight_open_ = !straight_open_;
      if (c == 0x201C || c == kOpening) ++quotes_;
      if ((c == 0x201D || c == kClosing) && quotes_ > 0) --quotes_;
      if (is_fault(c, after, text.substr(0, begin))) faults_.push_back({text, begin, c});
      before_ = c;
    }
  }

  // What follows a text node: a space for a line's end, 0 for the end of the run, kNode for
  // anything else.
  static char32_t edge_of(const markdown::Inline* next) {
    if (next == nullptr) return 0;
    const bool line = next->kind == markdown::InlineKind::SoftBreak ||
                      next->kind == markdown::InlineKind::LineBreak;
    return line ? U' ' : kNode;
  }

  bool is_fault(char32_t c, char32_t after, std::string_view before) const {
    if (c == kOpening) return text::is_letter(after);
    if (c == kClosing)
      return text::is_letter(before_) || before_ == U'.' || before_ == U'?' || before_ == U'!';
    if (c != U';' && c != U'!' && c != U'?') return false;
    if (quotes_ > 0 || straight_open_) return false;
    const bool ends =
        after == 0 || is_space(after) || after == U')' || after == U'!' || after == U'?';
    if (!ends || is_name(before)) return false;
    return text::is_letter(before_) || is_digit(before_) || before_ == U')' || before_ == kClosing;
  }

  // Text nodes carry no reliable place: the mark and what stands before it are looked up in the
  // lines of the block, in order.
  void report(const Fault& fault) {
    const std::size_t begin =
        context_.lines.start(std::min(std::max(1u, holder_->at.line), context_.lines.count()));
    std::size_t end = context_.source.size();
    if (holder_->end.line >= holder_->at.line && holder_->end.line < context_.lines.count())
      end = context_.lines.start(holder_->end.line + 1);
    std::size_t mark_end = fault.offset;
    text::next_character(fault.node, mark_end);
    std::size_t from = fault.offset;
    while (from > 0 && fault.offset - from < 24 && fault.node[from - 1] != '\n') --from;
    while (from < fault.offset && (static_cast<unsigned char>(fault.node[from]) & 0xC0) == 0x80)
      ++from;
    std::size_t to = mark_end;
    if (fault.mark == kOpening && to < fault.node.size()) text::next_character(fault.node, to);
    const std::string_view needle = fault.node.substr(from, to - from);
    // What stands before this mark may hold the last one, but the mark itself lies behind it.
    const std::size_t lead = fault.offset - from;
    const std::size_t earliest = std::max(begin + lead, cursor_) - lead;
    const std::size_t found = context_.source.substr(0, end).find(needle, earliest);
    if (found == std::string_view::npos) {
      add(context_.at(holder_->at), fault);
      return;
    }
    const std::size_t at = found + lead;
    cursor_ = at + 1;
    add(context_.lines.span(context_.file(), at, at + (mark_end - fault.offset)), fault);
  }

  void add(base::Span where, const Fault& fault) {
    std::size_t end = fault.offset;
    text::next_character(fault.node, end);
    const std::string_view mark = fault.node.substr(fault.offset, end - fault.offset);
    base::Message message =
        fault.mark == kOpening
            ? base::message("no space after '{}'", "il manque une espace après « {} »", mark)
            : base::message("no space before '{}'", "il manque une espace avant « {} »", mark);
    problems_.push_back(
        problem("spacing-french", std::move(where), std::move(message),
                base::message("type a plain space; the site sets the right one",
                              "tapez une espace ordinaire ; le site met la bonne")));
  }

  const FileContext& context_;
  Problems& problems_;
  const markdown::Block* holder_ = nullptr;
  std::size_t cursor_ = 0;
  std::size_t reported_ = 0;
  std::vector<Fault> faults_;
  std::string plain_;
  char32_t before_ = 0;
  int quotes_ = 0;
  bool straight_open_ = false;
};

}  // namespace

void lint_prose(const FileContext& context, Problems& problems) {
  if (text::language_of(context.course.languages[context.language]) != text::Language::Fr) return;
  French french(context, problems);
  walk(context.document, french);
}

}  // namespace model
