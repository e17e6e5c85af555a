#include "generator/search/tokenizer.h"

#include <deque>
#include <unordered_map>
#include <vector>

#include "generator/search/common_words.h"
#include "generator/search/run.h"
#include "generator/text/fold.h"
#include "generator/text/utf8.h"

namespace search {
namespace {

struct Hash {
  using is_transparent = void;
  std::size_t operator()(std::string_view text) const {
    return std::hash<std::string_view>{}(text);
  }
};

}  // namespace

struct Tokenizer::State {
  std::string language;
  Spelling spelling = Spelling::Other;
  // Where the tokens of a run stand in `known`; the place in a text is filled in for each
  // occurrence.
  struct Slice {
    std::uint32_t first = 0;
    std::uint32_t count = 0;
  };
  std::unordered_map<std::string, Slice, Hash, std::equal_to<>> runs;
  std::unordered_map<std::string_view, std::uint32_t> ids;  // views into `terms`
  std::deque<std::string> terms;                            // by id
  std::vector<Token> known;
  std::vector<Token> result;

  std::uint32_t id_of(const std::string& term) {
    if (const auto found = ids.find(term); found != ids.end()) return found->second;
    const auto id = static_cast<std::uint32_t>(terms.size());
    terms.push_back(term);
    ids.emplace(terms.back(), id);
    return id;
  }

  Slice slice_of(std::string_view run) {
    run = text::cut_to(run, kLongestRun);
    if (const auto found = runs.find(run); found != runs.end()) return found->second;
    Slice slice{static_cast<std::uint32_t>(known.size()), 0};
    for (const Piece& piece : cut_run(run, spelling)) {
      Token token;
      token.id = id_of(piece.term);
      token.term = terms[token.id];
      token.kind = piece.kind;
      token.part = piece.part;
      token.common = piece.kind == TokenKind::Word &&
                     is_common_word(text::without_accents(piece.term), language);
      known.push_back(token);
      ++slice.count;
    }
    runs.emplace(std::string(run), slice);
    return slice;
  }
};

Tokenizer::Tokenizer(std::string_view language) : state_(std::make_unique<State>()) {
  state_->language = language;
  state_->spelling = spelling_of(language);
}
Tokenizer::~Tokenizer() = default;
Tokenizer::Tokenizer(Tokenizer&&) noexcept = default;
Tokenizer& Tokenizer::operator=(Tokenizer&&) noexcept = default;

std::span<const Token> Tokenizer::tokens(std::string_view text) {
  State& state = *state_;
  state.result.clear();
  for (Run run = next_run(text, 0); run.begin < text.size(); run = next_run(text, run.end)) {
    const State::Slice slice = state.slice_of(text.substr(run.begin, run.end - run.begin));
    for (std::uint32_t i = 0; i < slice.count; ++i) {
      Token token = state.known[slice.first + i];
      token.begin = static_cast<std::uint32_t>(run.begin);
      token.end = static_cast<std::uint32_t>(run.end);
      state.result.push_back(token);
    }
  }
  return state.result;
}

bool Tokenizer::forget(std::size_t limit) {
  if (state_->runs.size() <= limit) return false;
  state_->runs.clear();
  state_->ids.clear();
  state_->terms.clear();
  state_->known.clear();
  state_->result.clear();
  return true;
}

}  // namespace search
