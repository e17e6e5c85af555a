#include "generator/publish/sftp_session.h"

#include <algorithm>
#include <optional>

#include "generator/publish/credentials.h"

namespace publish::sftp {
using base::message;
namespace {

constexpr std::uint32_t kVersion = 3;
// Few enough that neither side's buffers fill with what the other has not read yet.
constexpr std::size_t kOnTheirWay = 64;

base::Error nonsense() {
  return {
      base::ErrorKind::System,
      message("the server does not speak SFTP", "le serveur ne parle pas SFTP"),
      {},
      message("a shell that prints something when it starts breaks SFTP: see the start files of "
              "that account",
              "un shell qui affiche quelque chose au démarrage casse SFTP : voyez les fichiers "
              "de démarrage de ce compte")};
}

}  // namespace

base::Result<Session> Session::open(const SshAddress& address) {
  Session out(TRY(SshProcess::start(address, "sftp")));
  TRY(out.process_.send(Writer(Packet::Init, kVersion).take(), out.received_));
  const Answer hello = TRY(out.next_answer());
  if (hello.type != Packet::Version || hello.number < kVersion) return base::fail(nonsense());
  out.posix_rename_ = hello.posix_rename;
  return out;
}

base::Result<Answer> Session::next_answer() {
  for (;;) {
    bool bad = false;
    if (auto answer = take_answer(received_, bad)) return std::move(*answer);
    if (bad) return base::fail(nonsense());
    TRY(process_.receive(received_));
  }
}

base::Result<std::vector<Answer>> Session::exchange(std::vector<std::string> requests) {
  const std::uint32_t first = next_ - static_cast<std::uint32_t>(requests.size());
  std::vector<std::optional<Answer>> answers(requests.size());
  std::size_t sent = 0;
  for (std::size_t answered = 0; answered < requests.size(); ++answered) {
    while (sent < requests.size() && sent - answered < kOnTheirWay) {
      TRY(process_.send(requests[sent], received_));
      requests[sent++] = std::string();
    }
    Answer answer = TRY(next_answer());
    const std::size_t index = answer.number - first;
    if (index >= sent || answers[index]) return base::fail(nonsense());
    answers[index] = std::move(answer);
  }
  std::vector<Answer> out;
  for (std::optional<Answer>& answer : answers) out.push_back(std::move(*answer));
  return out;
}

base::Message words_of(const Answer& answer) {
  switch (answer.status) {
    case kNoSuchFile:
      return message("there is no such file or folder", "ce fichier ou dossier n'existe pas");
    case kPermissionDenied:
      return message("permission denied", "permission refusée");
    default:
      break;
  }
  std::string words = masked(answer.text.substr(0, 200));
  std::replace_if(
      words.begin(), words.end(),
      [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
  if (words.empty()) words = fmt::format("status {}", answer.status);
  return message("{}", "{}", words);
}

}  // namespace publish::sftp
