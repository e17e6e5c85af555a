#include "generator/search/irregular_words.h"

namespace search {
namespace {

constexpr std::string_view kFrench =
    "ouvrir ouvert;couvrir couvert;découvrir découvert;offrir offert;souffrir souffert;"
    "écrire écrit écrivez écrivent;décrire décrit décrivez décrivent;inscrire inscrit inscrivez;"
    "prescrire prescrit;lire lisez lisent;relire relisez relu;élire élu;"
    "mettre met mettez mis;permettre permet permettez permis;remettre remet remettez remis;"
    "transmettre transmet transmettez transmis;admettre admet admis;soumettre soumet soumis;"
    "prendre prend prenez prennent pris;apprendre apprend apprenez apprennent appris;"
    "comprendre comprend comprenez comprennent compris;reprendre reprend reprenez reprennent "
    "repris;"
    "surprendre surprend surpris;répondre répond;attendre attend;perdre perd;rendre rend;"
    "étendre étend;défendre défend;entendre entend;dépendre dépend;suspendre suspend;descendre "
    "descend;joindre joint joignez joignent joignable;atteindre atteint atteignez;éteindre éteint "
    "éteignez;restreindre restreint;contraindre contraint;recevoir reçoit reçoivent reçu;"
    "apercevoir aperçoit aperçu;concevoir conçoit conçu;voir voit voyez voient;prévoir prévoit "
    "prévoyez prévu;savoir sait savez savent;tenir tient tenez tiennent;contenir contient contenez "
    "contiennent contenu;obtenir obtient obtenez obtiennent obtenu;maintenir maintient maintenez "
    "maintiennent maintenu;retenir retient retenez retenu;appartenir appartient;venir vient venez "
    "viennent;devenir devient devenez deviennent devenu;revenir revient revenez "
    "reviennent;prévenir "
    "prévient prévenez prévenu;convenir convient conviennent;servir sert servez servent;dormir "
    "dort;"
    "construire construit construisez construisent;détruire détruit détruisez détruisent;produire "
    "produit produisez produisent;traduire traduit traduisez;réduire réduit réduisez réduisent;"
    "introduire introduit introduisez;conduire conduit conduisez;suivre suivez suivi;poursuivre "
    "poursuivez poursuit;vivre vivent vécu;croire croit croyez;connaître connaît connaissez connu;"
    "reconnaître reconnaît reconnaissez reconnu;disparaître disparaît disparu;apparaître apparaît "
    "apparu;résoudre résout résolu;inclure inclut inclus;exclure exclut exclu;conclure conclut "
    "conclu;boire boit;déployer déploie déploiement;employer emploie emploi;envoyer envoie envoi;"
    "essayer essaie essai;payer paie paiement;nettoyer nettoie nettoyage;vaincre vainc;convaincre "
    "convainc convaincu;travail travaux;œil yeux";
constexpr std::string_view kEnglish =
    "take took taken;mistake mistook mistaken;write wrote written;rewrite rewrote rewritten;send "
    "sent;"
    "build built;rebuild rebuilt;choose chose chosen;break broke broken;run ran;begin began begun;"
    "give gave given;forgive forgave;forget forgot forgotten;get gotten;find found;keep kept;lose "
    "lost;"
    "make made;mean meant;meet met;pay paid;say said;see saw seen;sell sold;show shown;speak spoke "
    "spoken;spend spent;stand stood;understand understood;misunderstand misunderstood;teach taught;"
    "think thought;tell told;win won;know knew known;grow grew grown;throw threw thrown;draw drew "
    "drawn;fall fell fallen;hide hid hidden;hold held;hear heard;lead led;learn learnt;"
    "bring brought;buy bought;catch caught;fight fought;seek sought;come came;become "
    "became;overcome "
    "overcame;drive drove driven;rise rose risen;arise arose arisen;ride rode ridden;eat ate eaten;"
    "steal stole stolen;freeze froze frozen;wake woke woken;wear wore worn;tear tore torn;bear "
    "bore "
    "borne;swear swore sworn;fly flew flown;sing sang sung;ring rang rung;drink drank drunk;swim "
    "swam "
    "swum;sit sat;sleep slept;feel felt;deal dealt;bind bound;wind wound;stick stuck;strike struck;"
    "hang hung;shoot shot;shine shone;slide slid;do done;go went gone;child children;"
    "datum data;index indices;matrix matrices;criterion criteria;analysis analyses;hypothesis "
    "hypotheses;axis axes;life lives;half halves;knife knives;man men;woman women;foot feet";

}  // namespace

std::string_view irregular_words(std::string_view language) {
  const std::string_view base = language.substr(0, language.find('-'));
  if (base == "fr") return kFrench;
  if (base == "en") return kEnglish;
  return {};
}

}  // namespace search
