// atelier publish: the course, checked and built, to where readers find it.
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <iostream>

#include "generator/base/files.h"
#include "generator/base/parallel.h"
#include "generator/cli/commands.h"
#include "generator/cli/problem_report.h"
#include "generator/cli/project_options.h"
#include "generator/cli/publish_secrets.h"
#include "generator/http/static_files.h"
#include "generator/pipeline/build_cache.h"
#include "generator/publish/course_revision.h"
#include "generator/publish/targets.h"
#include "generator/text/toml.h"

namespace cli {
using base::message;
namespace fs = std::filesystem;
namespace {

struct PublishOptions : ProjectOptions {
  std::string target;
  std::string lock = "fail";
  bool dry_run = false;
  bool yes = false;
  bool rollback = false;
  bool replace = false;
  bool with_warnings = false;
};

constexpr std::size_t kPathsShown = 20;

publish::WhenLocked when_locked(std::string_view name) {
  if (name == "wait") return publish::WhenLocked::Wait;
  return name == "break" ? publish::WhenLocked::Break : publish::WhenLocked::Fail;
}

publish::WebFacts web_facts() {
  return {
      http::content_type_of, http::cache_control_of,
      [](std::string_view path, const std::string& bytes) { return http::compress(path, bytes); }};
}

base::Result<publish::TargetConfig> find_target(const pipeline::Project& project,
                                                const PublishOptions& options,
                                                const Session& session) {
  std::error_code failed;
  std::string source;
  if (fs::exists(project.site_toml(), failed)) source = TRY(base::read_file(project.site_toml()));
  const text::Node site = TRY(text::parse_toml(source, project.site_shown_as));
  std::vector<base::Error> problems;
  const auto targets = publish::read_targets(site, project.site_shown_as, problems);
  print_problems(session, problems, Format::Text);
  if (!problems.empty()) {
    return base::fail(
        base::ErrorKind::Usage,
        message("the targets in '{}' are not right",
                "les destinations de « {} » ne sont pas correctes", project.site_shown_as));
  }
  return publish::choose_target(targets, options.target);
}

// Asked on the terminal; nobody there is no.
base::Result<bool> agreed(const PublishOptions& options, const Session& session) {
  if (options.yes) return true;
  if (::isatty(STDIN_FILENO) == 0) {
    return base::fail(base::ErrorKind::Usage,
                      message("nobody is here to say yes", "personne n'est là pour dire oui"), {},
                      message("--yes says it; --dry-run only shows what would change",
                              "--yes le dit ; --dry-run montre seulement ce qui changerait"));
  }
  session.err << session.say(message("publish? [y/N] ", "publier ? [o/N] ")) << std::flush;
  std::string answer;
  std::getline(std::cin, answer);
  return !answer.empty() && std::string_view("yYoO").find(answer.front()) != std::string::npos;
}

void print_paths(const Session& session, char mark, const std::vector<std::string>& paths,
                 bool all) {
  const std::size_t shown = all ? paths.size() : std::min(paths.size(), kPathsShown);
  for (std::size_t i = 0; i < shown; ++i) session.out << "  " << mark << ' ' << paths[i] << '\n';
  if (shown < paths.size())
    session.out << session.say(
        message("  {} … and {} more\n", "  {} … et {} autres\n", mark, paths.size() - shown));
}

void print_preview(const Session& session, const publish::TargetConfig& target,
                   const publish::Preview& preview, bool all) {
  for (const base::Message& note : preview.notes)
    session.err << session.say(message("note: {}", "remarque : {}", session.say(note))) << '\n';
  session.out << session.say(
      message("{}: {} new, {} changed, {} deleted, {} as they are; {} bytes to send\n",
              "{} : {} nouveaux, {} changés, {} supprimés, {} inchangés ; {} octets à envoyer\n",
              target.name, preview.added.size(), preview.changed.size(), preview.removed.size(),
              preview.unchanged, preview.bytes));
  print_paths(session, '+', preview.added, all);
  print_paths(session, '~', preview.changed, all);
  print_paths(session, '-', preview.removed, all);
  session.out.flush();
}

// Builds the site and keeps every other build away from it as long as `folder` lives. False when
// there is something that must not be published.
base::Result<bool> build(const pipeline::Project& project, const PublishOptions& options,
                         const Session& session, publish::SiteFolder& folder) {
  using pipeline::BuildCache;
  const BuildCache::Opened opened = BuildCache::open(
      project.build_cache(), pipeline::program_version(), BuildCache::Access::Write);
  const pipeline::Report report = TRY([&] {
    ProgressLine progress(session);
    pipeline::Options build_options = pipeline_options(options, progress);
    build_options.cache = opened.cache.get();
    return pipeline::build_site(project, build_options, folder);
  }());
  print_problems(session, report.problems, Format::Text);
  const bool fails = report.errors() > 0 || !report.rendered;
  if (!fails && (report.warnings() == 0 || options.with_warnings)) return true;
  session.err << session.say(
                     message("nothing was published: {}", "rien n'a été publié : {}",
                             count_problems(session.locale, report.errors(), report.warnings())))
              << '\n';
  if (!fails)
    session.err << session.say(message("--with-warnings publishes all the same",
                                       "--with-warnings publie quand même"))
                << '\n';
  return false;
}

base::Result<Status> send(const pipeline::Project& project, const PublishOptions& options,
                          const Session& session) {
  const publish::TargetConfig config = TRY(find_target(project, options, session));
  const publish::CourseRevision revision = publish::course_revision(project.root);
  publish::TargetOptions target_options = {
      project.root,    project.build / "publish", when_locked(options.lock),
      options.replace, revision.author_name,      revision.author_email};
  if (options.rollback) {
    if (!TRY(agreed(options, session))) return kFoundProblems;
    const auto target = TRY(publish::open_target(config, target_options));
    session.err << session.say(TRY(target->roll_back())) << '\n';
    return kDone;
  }
  publish::SiteFolder folder = TRY(publish::SiteFolder::open(project.public_folder()));
  if (!TRY(build(project, options, session, folder))) return kFoundProblems;

  publish::Source source = {project.public_folder(), {}, web_facts(), revision.id, revision.time,
                            revision.edited};
  source.files = TRY(publish::read_outgoing(
      source.site, {config.compression, config.keeps_headers(), source.web,
                    options.jobs != 0 ? options.jobs : base::default_jobs()}));
  const std::vector<base::Error> secrets =
      find_outgoing_secrets(project, source.site, source.files);
  if (!secrets.empty()) {
    print_problems(session, secrets, Format::Text);
    session.err << session.say(message("nothing was published: there are secrets in the site",
                                       "rien n'a été publié : il y a des secrets dans le site"))
                << '\n';
    return kFoundProblems;
  }
  const auto target = TRY(publish::open_target(config, target_options));
  const publish::Preview preview = TRY(
      target->prepare(source, options.dry_run ? publish::Access::Look : publish::Access::Change));
  print_preview(session, config, preview, options.dry_run);
  if (options.dry_run) return kDone;
  if (!preview.empty() && !TRY(agreed(options, session))) return kFoundProblems;
  const base::Message done = TRY([&] {
    bool shown = false;
    auto result = target->publish(source, [&](std::size_t ready, std::size_t all) {
      if (!session.live) return;
      shown = true;
      session.err << fmt::format("\r\033[K{}/{}", ready, all) << std::flush;
    });
    if (shown) session.err << "\r\033[K";
    return result;
  }());
  session.err << session.say(done) << '\n';
  return kDone;
}

Status publish_course(const PublishOptions& options, const Session& session) {
  const auto project = project_of(options, session);
  if (!project) return report_failure(session, project.error());
  // A connection that the other side closes is an error with words, and no end of the program.
  std::signal(SIGPIPE, SIG_IGN);
  const auto status = send(*project, options, session);
  return status ? *status : report_failure(session, status.error());
}

}  // namespace

Command add_publish(CLI::App& program, Session& session) {
  CLI::App* command = program.add_subcommand(
      "publish", session.say(message("check, build and publish a course",
                                     "vérifier, construire et publier un cours")));
  const auto options = std::make_shared<PublishOptions>();
  command->add_option("target", options->target,
                      session.say(message("a target of site/site.toml (default: the only one)",
                                          "une destination de site/site.toml (par défaut : la "
                                          "seule)")));
  command->add_option(
      "-C,--course", options->folder,
      session.say(message("the course's folder, or one inside it (default: here)",
                          "le dossier du cours, ou un dossier à l'intérieur (par défaut : ici)")));
  command->add_flag("--dry-run", options->dry_run,
                    session.say(message("show what would change, and change nothing",
                                        "montrer ce qui changerait, sans rien changer")));
  command->add_flag("-y,--yes", options->yes,
                    session.say(message("do not ask", "ne pas demander")));
  command
      ->add_flag("--rollback", options->rollback,
                 session.say(message("back to what was published before (directory, git)",
                                     "revenir à ce qui était publié avant (directory, git)")))
      ->excludes("--dry-run");
  command->add_flag("--replace", options->replace,
                    session.say(message("git: also what others committed to the branch",
                                        "git : même ce que d'autres ont ajouté à la branche")));
  command->add_flag("--with-warnings", options->with_warnings,
                    session.say(message("publish although there are warnings",
                                        "publier malgré des avertissements")));
  command
      ->add_option("--lock", options->lock,
                   session.say(message(
                       "when somebody else is publishing: fail, wait, break (a lock left behind)",
                       "quand quelqu'un d'autre publie : fail (échouer), wait (attendre), break "
                       "(un verrou abandonné)")))
      ->check(CLI::IsMember({"fail", "wait", "break"}));
  command->add_option("-j,--jobs", options->jobs,
                      session.say(message("threads (default: one for each processor)",
                                          "fils d'exécution (par défaut : un par processeur)")));
  command->footer(session.say(message(
      "Targets stand in site/site.toml: a folder, a git branch, SFTP, an S3 store. Credentials "
      "come "
      "from\nthe environment or the agent. What is there stays whole: readers see the old site or "
      "the new one.\n\nExamples:\n  atelier publish --dry-run\n  atelier publish live --yes\n  "
      "atelier publish live --rollback",
      "Les destinations sont dans site/site.toml : un dossier, une branche git, SFTP, un stockage "
      "S3. Les\nidentifiants viennent de l'environnement ou de l'agent. Ce qui est publié reste "
      "entier : on voit\nl'ancien site ou le nouveau.\n\nExemples :\n  atelier publish --dry-run\n "
      " "
      "atelier publish live --yes\n  atelier publish live --rollback")));
  return {command, [options, &session] { return publish_course(*options, session); }};
}

}  // namespace cli
