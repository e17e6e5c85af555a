#include "generator/publish/ssh_process.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <utility>
#include <vector>

#include "generator/publish/credentials.h"

extern char** environ;

namespace publish {
using base::message;
namespace {

constexpr int kSilentMilliseconds = 30'000;

std::vector<std::string> command_of(const SshAddress& address, const std::string& subsystem) {
  std::string program = from_environment("ATELIER_SSH");
  if (program.empty()) program = "ssh";
  std::vector<std::string> out;
  for (std::size_t begin = 0; begin < program.size();) {
    const std::size_t end = std::min(program.find(' ', begin), program.size());
    if (end > begin) out.push_back(program.substr(begin, end - begin));
    begin = end + 1;
  }
  // Nobody is there to answer questions; a connection that died is noticed.
  for (const char* option :
       {"-o", "BatchMode=yes", "-o", "ConnectTimeout=15", "-o", "ServerAliveInterval=10", "-o",
        "ServerAliveCountMax=2", "-o", "ForwardAgent=no", "-o", "ForwardX11=no", "-T"})
    out.emplace_back(option);
  if (address.port != 0) {
    out.emplace_back("-p");
    out.push_back(std::to_string(address.port));
  }
  if (!address.user.empty()) {
    out.emplace_back("-l");
    out.push_back(address.user);
  }
  out.emplace_back("-s");
  out.emplace_back("--");
  out.push_back(address.host);
  out.push_back(subsystem);
  return out;
}

}  // namespace

base::Result<SshProcess> SshProcess::start(const SshAddress& address,
                                           const std::string& subsystem) {
  SshProcess out;
  out.host_ = address.host;
  std::array<int, 2> ends{};
  out.words_ = ::memfd_create("ssh", MFD_CLOEXEC);
  if (out.words_ < 0 || ::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    return base::fail(base::ErrorKind::System, message("cannot start ssh",
                                                       "impossible de lancer "
                                                       "ssh"));
  }
  out.pipe_ = ends[0];
  std::vector<std::string> words = command_of(address, subsystem);
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, ends[1], STDIN_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, out.words_, STDERR_FILENO);
  const int failed = ::posix_spawnp(&out.process_, words.front().c_str(), &actions, nullptr,
                                    arguments.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  ::close(ends[1]);
  if (failed != 0) {
    out.process_ = -1;
    return base::fail(base::ErrorKind::System,
                      message("cannot start '{}'", "impossible de lancer « {} »", words.front()),
                      {},
                      message("publishing by SFTP needs the program ssh: apt-get install "
                              "openssh-client",
                              "publier par SFTP demande le programme ssh : apt-get install "
                              "openssh-client"));
  }
  ::fcntl(out.pipe_, F_SETFL, O_NONBLOCK);
  return out;
}

SshProcess::SshProcess(SshProcess&& other) noexcept
    : process_(std::exchange(other.process_, -1)),
      pipe_(std::exchange(other.pipe_, -1)),
      words_(std::exchange(other.words_, -1)),
      host_(std::move(other.host_)) {}
SshProcess& SshProcess::operator=(SshProcess&& other) noexcept {
  std::swap(process_, other.process_);
  std::swap(pipe_, other.pipe_);
  std::swap(words_, other.words_);
  host_.swap(other.host_);
  return *this;
}

SshProcess::~SshProcess() {
  if (pipe_ >= 0) ::close(pipe_);  // ssh ends with it
  if (process_ > 0) {
    int status = 0;
    for (int i = 0; i < 20 && ::waitpid(process_, &status, WNOHANG) == 0; ++i) ::usleep(50'000);
    if (::waitpid(process_, &status, WNOHANG) == 0) {
      ::kill(process_, SIGTERM);
      ::waitpid(process_, &status, 0);
    }
  }
  if (words_ >= 0) ::close(words_);
}

base::Error SshProcess::lost() const {
  std::array<char, 2000> bytes{};
  const ssize_t count = ::pread(words_, bytes.data(), bytes.size(), 0);
  std::string words(bytes.data(), count > 0 ? static_cast<std::size_t>(count) : 0);
  while (!words.empty() && (words.back() == '\n' || words.back() == '\r' || words.back() == '.'))
    words.pop_back();
  // Its last line says why it ended.
  if (const std::size_t line = words.rfind('\n'); line != std::string::npos)
    words.erase(0, line + 1);
  for (char& c : words)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = ' ';
  if (words.empty()) words = "ssh";
  return {base::ErrorKind::System,
          masked(message("no connection to {}: {}", "pas de connexion à {} : {}", host_, words)),
          {},
          message("'ssh {}' must work without a question: a key in the agent, a known host",
                  "« ssh {} » doit marcher sans poser de question : une clé dans l'agent, un hôte "
                  "connu",
                  host_)};
}

base::Done SshProcess::wait(short events, short& ready) const {
  struct pollfd one = {pipe_, events, 0};
  int count = 0;
  do count = ::poll(&one, 1, kSilentMilliseconds);
  while (count < 0 && errno == EINTR);
  ready = one.revents;
  if (count > 0) return {};
  return base::fail(base::ErrorKind::System,
                    message("{} has not answered for half a minute",
                            "{} n'a pas répondu pendant une demi-minute", host_));
}

base::Result<bool> SshProcess::read_some(std::string& received) {
  std::array<char, 65536> bytes{};
  const ssize_t count = ::read(pipe_, bytes.data(), bytes.size());
  if (count > 0) {
    received.append(bytes.data(), static_cast<std::size_t>(count));
    return true;
  }
  if (count < 0 && (errno == EAGAIN || errno == EINTR)) return false;
  return base::fail(lost());
}

base::Done SshProcess::send(std::string_view bytes, std::string& received) {
  while (!bytes.empty()) {
    short ready = 0;
    TRY(wait(POLLIN | POLLOUT, ready));
    if ((ready & POLLIN) != 0) TRY(read_some(received));
    if ((ready & (POLLOUT | POLLHUP | POLLERR)) == 0) continue;
    const ssize_t count = ::send(pipe_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count > 0)
      bytes.remove_prefix(static_cast<std::size_t>(count));
    else if (count < 0 && errno != EAGAIN && errno != EINTR)
      return base::fail(lost());
  }
  return {};
}

base::Done SshProcess::receive(std::string& received) {
  for (;;) {
    short ready = 0;
    TRY(wait(POLLIN, ready));
    if (TRY(read_some(received))) return {};
  }
}

}  // namespace publish
