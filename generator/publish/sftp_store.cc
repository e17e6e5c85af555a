#include "generator/publish/sftp_store.h"

#include <algorithm>

#include "generator/publish/manifest.h"
#include "generator/publish/site_path.h"

namespace publish {
using base::message;
using sftp::Answer;
using sftp::Packet;
namespace {

constexpr std::size_t kFilesAtATime = 16;    // files
constexpr std::size_t kChunk = 32'768;  // that every server takes
constexpr std::uint32_t kReadChunk = 200u << 10;
constexpr std::size_t kLargestRead = 64u << 20;
constexpr std::string_view kLock = ".atelier/lock";

// Where the file number `i` of a group is written before it takes its place.
std::string beside(std::size_t i) { return fmt::format("{}/new-{}", kOwnFolder, i); }

bool is_done(const Answer& answer) {
  return answer.type == Packet::Status && answer.status == sftp::kOk;
}

}  // namespace

SftpStore::SftpStore(SftpOptions options, sftp::Session session)
    : options_(std::move(options)), session_(std::move(session)) {}

base::Result<std::unique_ptr<Store>> SftpStore::open(SftpOptions options) {
  sftp::Session session = TRY(sftp::Session::open(options.address));
  return std::unique_ptr<Store>(new SftpStore(std::move(options), std::move(session)));
}

std::string SftpStore::place(std::string_view path) const {
  return path.empty() ? options_.folder : fmt::format("{}/{}", options_.folder, path);
}

base::Error SftpStore::refusal(const Answer& answer, std::string_view path, Doing doing) const {
  const base::Message words = sftp::words_of(answer);
  const base::Message what = doing == Doing::Read ? message("cannot read", "impossible de lire")
                                                  : message("cannot write", "impossible d'écrire");
  const std::string where = fmt::format("{}:{}", options_.address.host, place(path));
  return {base::ErrorKind::System,
          {fmt::format("{} '{}': {}", what.en, where, words.en),
           fmt::format("{} « {} » : {}", what.fr, where, words.fr)},
          {},
          {}};
}

base::Result<std::optional<std::string>> SftpStore::read(std::string_view path) {
  const auto fail_with = [&](const Answer& answer) {
    return base::fail(refusal(answer, path, Doing::Read));
  };
  auto opened = TRY(session_.exchange(
      {session_.request(Packet::Open).text(place(path)).number(sftp::kRead).number(0).take()}));
  if (opened[0].type != Packet::Handle) {
    if (opened[0].status == sftp::kNoSuchFile) return std::optional<std::string>();
    return fail_with(opened[0]);
  }
  const std::string handle = opened[0].text;
  std::string out;
  for (;;) {
    auto part = TRY(session_.exchange({session_.request(Packet::Read)
                                           .text(handle)
                                           .number64(out.size())
                                           .number(kReadChunk)
                                           .take()}));
    if (part[0].type != Packet::Data || part[0].text.empty()) {
      if (part[0].type == Packet::Status && part[0].status != sftp::kEof) return fail_with(part[0]);
      break;
    }
    out += part[0].text;
    if (out.size() > kLargestRead) return fail_with(part[0]);
  }
  TRY(session_.exchange({session_.request(Packet::Close).text(handle).take()}));
  return std::optional(std::move(out));
}

// Folders that are there already are refused, and that is no matter: what cannot be made shows when
// a file is written into it.
base::Done SftpStore::make_folders(std::span<const Upload> files) {
  std::vector<std::string> requests;
  const auto make = [&](const std::string& folder) {
    if (folder.empty() || !folders_.insert(folder).second) return;
    requests.push_back(session_.request(Packet::MakeFolder).text(folder).number(0).take());
  };
  if (folders_.empty()) {
    for (std::size_t slash = options_.folder.find('/', 1); slash != std::string::npos;
         slash = options_.folder.find('/', slash + 1))
      make(options_.folder.substr(0, slash));
    make(options_.folder);
    make(place(kOwnFolder));
  }
  for (const Upload& upload : files) {
    const std::string_view folder = folder_of(upload.path);
    for (std::size_t slash = folder.find('/'); slash != std::string_view::npos;
         slash = folder.find('/', slash + 1))
      make(place(folder.substr(0, slash)));
    if (!folder.empty()) make(place(folder));
  }
  TRY(session_.exchange(std::move(requests)));
  return {};
}

base::Done SftpStore::write(std::span<const Upload> files) {
  TRY(make_folders(files));
  for (std::size_t first = 0; first < files.size(); first += kFilesAtATime)
    TRY(write_few(files.subspan(first, std::min(kFilesAtATime, files.size() - first))));
  return {};
}

base::Done SftpStore::write_few(std::span<const Upload> files) {
  std::vector<std::string> requests;
  for (std::size_t i = 0; i < files.size(); ++i)
    requests.push_back(session_.request(Packet::Open)
                           .text(place(beside(i)))
                           .number(sftp::kWrite | sftp::kCreate | sftp::kTruncate)
                           .number(0)
                           .take());
  const std::vector<Answer> opened = TRY(session_.exchange(std::move(requests)));
  requests.clear();
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (opened[i].type != Packet::Handle) return base::fail(refusal(opened[i], beside(i)));
    const std::string_view bytes = files[i].bytes;
    for (std::size_t at = 0; at < bytes.size(); at += kChunk)
      requests.push_back(session_.request(Packet::Write)
                             .text(opened[i].text)
                             .number64(at)
                             .text(bytes.substr(at, kChunk))
                             .take());
    requests.push_back(session_.request(Packet::Close).text(opened[i].text).take());
  }
  for (const Answer& answer : TRY(session_.exchange(std::move(requests))))
    if (!is_done(answer)) return base::fail(refusal(answer, kOwnFolder));
  return rename(files);
}

base::Done SftpStore::rename(std::span<const Upload> files) {
  std::vector<std::string> requests;
  const bool replaces = session_.replaces();
  for (std::size_t i = 0; i < files.size(); ++i) {
    const std::string from = place(beside(i)), to = place(files[i].path);
    if (replaces) {
      requests.push_back(
          session_.request(Packet::Extended).text(sftp::kPosixRename).text(from).text(to).take());
    } else {
      requests.push_back(session_.request(Packet::Remove).text(to).take());
      requests.push_back(session_.request(Packet::Rename).text(from).text(to).take());
    }
  }
  const std::vector<Answer> answers = TRY(session_.exchange(std::move(requests)));
  const std::size_t step = replaces ? 1 : 2;
  for (std::size_t i = 0; i < files.size(); ++i) {
    const Answer& answer = answers[i * step + step - 1];
    if (!is_done(answer)) return base::fail(refusal(answer, files[i].path));
  }
  return {};
}

base::Done SftpStore::remove(std::span<const std::string> paths) {
  std::vector<std::string> requests;
  for (const std::string& path : paths)
    requests.push_back(session_.request(Packet::Remove).text(place(path)).take());
  const std::vector<Answer> answers = TRY(session_.exchange(std::move(requests)));
  for (std::size_t i = 0; i < paths.size(); ++i)
    if (!is_done(answers[i]) && answers[i].status != sftp::kNoSuchFile)
      return base::fail(refusal(answers[i], paths[i]));
  // Folders that are empty now; a server keeps one that is not.
  std::set<std::string, std::greater<>> emptied;  // inner ones first
  for (const std::string& path : paths)
    for (std::string_view folder = folder_of(path); !folder.empty(); folder = folder_of(folder))
      emptied.insert(place(folder));
  requests.clear();
  for (const std::string& folder : emptied)
    requests.push_back(session_.request(Packet::RemoveFolder).text(folder).take());
  TRY(session_.exchange(std::move(requests)));
  for (const std::string& folder : emptied) folders_.erase(folder);
  return {};
}

// A file that is there has its text: it is written beside, and gets its name by the protocol's own
// "rename", which refuses a name that is taken.
base::Result<std::optional<std::string>> SftpStore::lock(std::string_view text) {
  TRY(make_folders({}));
  const std::string mine = fmt::format("{}-{}", kLock, text.substr(0, text.find(' ')));
  const auto opened =
      TRY(session_.exchange({session_.request(Packet::Open)
                                 .text(place(mine))
                                 .number(sftp::kWrite | sftp::kCreate | sftp::kTruncate)
                                 .number(0)
                                 .take()}));
  if (opened[0].type != Packet::Handle) return base::fail(refusal(opened[0], kLock));
  std::vector<std::string> requests = {
      session_.request(Packet::Write).text(opened[0].text).number64(0).text(text).take()};
  requests.push_back(session_.request(Packet::Close).text(opened[0].text).take());
  requests.push_back(session_.request(Packet::Rename).text(place(mine)).text(place(kLock)).take());
  requests.push_back(session_.request(Packet::Remove).text(place(mine)).take());
  const std::vector<Answer> answers = TRY(session_.exchange(std::move(requests)));
  if (!is_done(answers[0])) return base::fail(refusal(answers[0], kLock));
  if (!is_done(answers[2])) {
    // The protocol does not say why; that it is there does.
    std::optional<std::string> other = TRY(read(kLock));
    if (!other) return base::fail(refusal(answers[2], kLock));
    return other;
  }
  // What a publication that was cut left on its way.
  requests.clear();
  for (std::size_t i = 0; i < kFilesAtATime; ++i)
    requests.push_back(session_.request(Packet::Remove).text(place(beside(i))).take());
  TRY(session_.exchange(std::move(requests)));
  return std::optional<std::string>();
}

base::Done SftpStore::unlock() {
  const auto answers =
      TRY(session_.exchange({session_.request(Packet::Remove).text(place(kLock)).take()}));
  if (!is_done(answers[0]) && answers[0].status != sftp::kNoSuchFile)
    return base::fail(refusal(answers[0], kLock));
  return {};
}

}  // namespace publish
