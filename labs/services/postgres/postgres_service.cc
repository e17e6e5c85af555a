#include "labs/services/postgres/postgres_service.h"

#include "labs/services/postgres/session.h"

namespace services {
namespace {

class Postgres : public Service {
 public:
  explicit Postgres(postgres::Face face) : face_(face) {}

  Description describe() const override {
    if (face_ == postgres::Face::Direct)
      return {"postgres",
              base::message("PostgreSQL", "PostgreSQL"),
              {{5432, Wire::Stream, false, "postgres"}},
              {"compose", "cli", "chatbot"},
              {}};
    return {"pooler",
            base::message("the pooler in front of PostgreSQL", "le pooler devant PostgreSQL"),
            {{6543, Wire::Stream, false, "pooler"}},
            {"compose", "production"},
            {}};
  }

  bool is_up(Context& context) override {
    if (face_ == postgres::Face::Direct) return true;
    const std::string_view key = context.setting("VAULT_ENC_KEY");
    return !context.broken("supabase-pooler-vault-key-size") && (key.empty() || key.size() == 32);
  }

  http::Response answer(const Port&, const http::Request&, Context&) override {
    return http::text_response(404, "");
  }
  std::unique_ptr<http::StreamSession> connect(const Port&,
                                               std::function<Context()> context) override {
    return postgres::make_session(face_, std::move(context));
  }

 private:
  postgres::Face face_;
};

}  // namespace

std::unique_ptr<Service> make_postgres() {
  return std::make_unique<Postgres>(postgres::Face::Direct);
}
std::unique_ptr<Service> make_pooler() {
  return std::make_unique<Postgres>(postgres::Face::Pooler);
}

}  // namespace services
