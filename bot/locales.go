package bot

// The names and descriptions of the commands in other languages, by the English
// ones: German, French, Spanish, Ukrainian. What is not listed shows in English.
// Discord wants names in lower case, without spaces, of at most 32 characters,
// and descriptions of at most 100.

func inLocales(table map[string][4]string, english string) map[string]string {
	row, ok := table[english]
	if !ok {
		return nil
	}
	return map[string]string{"de": row[0], "fr": row[1], "es-ES": row[2], "uk": row[3]}
}

func namesOf(english string) map[string]string {
	return inLocales(map[string][4]string{
		"ask":         {"fragen", "demander", "preguntar", "питати"},
		"question":    {"frage", "question", "pregunta", "питання"},
		"help":        {"hilfe", "aide", "ayuda", "довідка"},
		"article":     {"artikel", "article", "artículo", "стаття"},
		"add":         {"hinzufügen", "ajouter", "añadir", "додати"},
		"list":        {"liste", "liste", "lista", "список"},
		"diff":        {"änderungen", "changements", "cambios", "зміни"},
		"remove":      {"entfernen", "retirer", "quitar", "прибрати"},
		"undo":        {"rückgängig", "annuler", "deshacer", "скасувати"},
		"redo":        {"neu-lesen", "relire", "releer", "перечитати"},
		"url":         {"link", "lien", "enlace", "посилання"},
		"file":        {"datei", "fichier", "archivo", "файл"},
		"outlet":      {"medium", "média", "medio", "видання"},
		"published":   {"datum", "date", "fecha", "дата"},
		"title":       {"titel", "titre", "título", "назва"},
		"search":      {"suche", "recherche", "búsqueda", "пошук"},
		"purge":       {"endgültig-löschen", "supprimer", "eliminar", "видалити-назавжди"},
		"redact":      {"schwärzen", "caviarder", "censurar", "вилучити-слова"},
		"words":       {"wörter", "mots", "palabras", "слова"},
		"feed":        {"feed", "flux", "canal", "стрічка"},
		"kinds":       {"arten", "types", "tipos", "види"},
		"pause":       {"pausieren", "suspendre", "pausar", "призупинити"},
		"resume":      {"fortsetzen", "reprendre", "reanudar", "відновити"},
		"note":        {"notiz", "note", "nota", "примітка"},
		"label":       {"etikett", "étiquette", "etiqueta", "мітка"},
		"exclude":     {"ausschließen", "exclure", "excluir", "виключити"},
		"include":     {"einschließen", "inclure", "incluir", "включити"},
		"clear":       {"vergessen", "effacer", "borrar", "очистити"},
		"claim":       {"aussage", "affirmation", "afirmación", "твердження"},
		"show":        {"zeigen", "montrer", "mostrar", "показати"},
		"hide":        {"verbergen", "masquer", "ocultar", "приховати"},
		"unhide":      {"einblenden", "réafficher", "restaurar", "повернути"},
		loadAsArticle: {"Als Artikel laden", "Charger comme article", "Cargar como artículo", "Завантажити як статтю"},
	}, english)
}

func descriptionsOf(english string) map[string]string {
	return inLocales(map[string][4]string{
		"Ask about the articles loaded here": {
			"Frage zu den hier geladenen Artikeln stellen", "Poser une question sur les articles chargés ici",
			"Preguntar sobre los artículos cargados aquí", "Запитати про завантажені тут статті"},
		"What do you want to know?": {
			"Was möchtest du wissen? (auf Englisch)", "Que voulez-vous savoir ? (en anglais)",
			"¿Qué quieres saber? (en inglés)", "Що ви хочете знати? (англійською)"},
		"How to ask, and what the answers mean": {
			"Wie man fragt und was die Antworten bedeuten", "Comment demander, et ce que disent les réponses",
			"Cómo preguntar y qué significan las respuestas", "Як питати і що означають відповіді"},
		"Load articles and tend them": {
			"Artikel laden und pflegen", "Charger et gérer les articles", "Cargar y gestionar artículos", "Завантажувати статті й дбати про них"},
		"Load an article: a link, a file, or a form to paste into": {
			"Artikel laden: Link, Datei oder ein Formular zum Einfügen", "Charger un article : lien, fichier ou formulaire où coller",
			"Cargar un artículo: enlace, archivo o formulario para pegar", "Завантажити статтю: посилання, файл або форма для вставлення"},
		"Address of the page, or several": {
			"Adresse der Seite, oder mehrere", "Adresse de la page, ou plusieurs", "Dirección de la página, o varias", "Адреса сторінки, або кілька"},
		"Show what changed in an article since it was loaded": {
			"Zeigen, was sich an einem Artikel geändert hat", "Montrer ce qui a changé dans un article",
			"Mostrar qué cambió en un artículo", "Показати, що змінилося у статті"},
		"Delete an article for good: nothing brings it back": {
			"Einen Artikel endgültig löschen: nichts bringt ihn zurück", "Supprimer un article pour de bon : rien ne le ramène",
			"Eliminar un artículo para siempre: nada lo recupera", "Видалити статтю назавжди: її не повернути"},
		"Take a name or words out of an article for good": {
			"Einen Namen oder Wörter endgültig aus einem Artikel nehmen", "Retirer un nom ou des mots d’un article pour de bon",
			"Quitar un nombre o palabras de un artículo para siempre", "Назавжди вилучити ім’я чи слова зі статті"},
		"The very words to take out": {"Genau die Wörter, die wegsollen", "Les mots exacts à retirer", "Las palabras exactas que se quitan", "Саме ті слова, які вилучити"},
		"Follow feeds: what is new in them is loaded": {
			"Feeds folgen: Neues darin wird geladen", "Suivre des flux : ce qui y est nouveau est chargé",
			"Seguir canales: lo nuevo se carga", "Стежити за стрічками: нове завантажується"},
		"Follow an RSS, Atom or JSON feed": {"Einem RSS-, Atom- oder JSON-Feed folgen", "Suivre un flux RSS, Atom ou JSON", "Seguir un canal RSS, Atom o JSON", "Стежити за стрічкою RSS, Atom чи JSON"},
		"Address of the feed":              {"Adresse des Feeds", "Adresse du flux", "Dirección del canal", "Адреса стрічки"},
		"Only articles with one of these words; phrases in quotation marks": {
			"Nur Artikel mit einem dieser Wörter; Wendungen in Anführungszeichen", "Seulement avec un de ces mots ; expressions entre guillemets",
			"Solo artículos con una de estas palabras; frases entre comillas", "Лише статті з одним із цих слів; фрази в лапках"},
		"Only articles with claims of these kinds: casualty, ceasefire, statement, event": {
			"Nur Artikel mit Aussagen dieser Arten: casualty, ceasefire, statement, event", "Seulement avec des affirmations de ces types : casualty, ceasefire, statement, event",
			"Solo con afirmaciones de estos tipos: casualty, ceasefire, statement, event", "Лише з твердженнями цих видів: casualty, ceasefire, statement, event"},
		"List the feeds, and how it stands with each": {"Die Feeds auflisten und wie es um sie steht", "Lister les flux et leur état", "Listar los canales y su estado", "Перелічити стрічки та їхній стан"},
		"Do not look at a feed until it is resumed":   {"Einen Feed ruhen lassen, bis er fortgesetzt wird", "Ne plus consulter un flux jusqu’à sa reprise", "No mirar un canal hasta reanudarlo", "Не переглядати стрічку, доки її не відновлять"},
		"Go on with a paused feed":                    {"Mit einem pausierten Feed weitermachen", "Reprendre un flux suspendu", "Continuar con un canal pausado", "Продовжити призупинену стрічку"},
		"Follow a feed no more; its articles stay":    {"Einem Feed nicht mehr folgen; seine Artikel bleiben", "Ne plus suivre un flux ; ses articles restent", "Dejar de seguir un canal; sus artículos quedan", "Більше не стежити; статті лишаються"},
		"Words of its title or address, or its id":    {"Wörter aus Titel oder Adresse, oder die Kennung", "Mots de son titre ou adresse, ou son identifiant", "Palabras de su título o dirección, o su id", "Слова назви чи адреси, або ідентифікатор"},
		"Label outlets, or leave them out of answers": {
			"Medien kennzeichnen oder aus Antworten lassen", "Étiqueter des médias, ou les écarter des réponses",
			"Etiquetar medios o dejarlos fuera de las respuestas", "Позначати видання або не враховувати їх у відповідях"},
		"Its name or domain, or an agency's or speaker's name": {
			"Name oder Domain, oder der Name einer Agentur oder Person", "Son nom ou domaine, ou le nom d’une agence ou d’une personne",
			"Su nombre o dominio, o el de una agencia o persona", "Назва чи домен, або ім’я агенції чи мовця"},
		"A few words behind its name in answers; none clears them": {
			"Wenige Wörter hinter dem Namen in Antworten; none löscht sie", "Quelques mots après son nom ; none les efface",
			"Unas palabras tras su nombre; none las borra", "Кілька слів після назви у відповідях; none їх прибирає"},
		"More about it, shown with its sources; none clears it": {
			"Mehr dazu, bei den Quellen gezeigt; none löscht es", "Plus à son sujet, montré avec ses sources ; none l’efface",
			"Más sobre él, junto a sus fuentes; none lo borra", "Більше про нього, поруч із джерелами; none прибирає"},
		"List the outlets, and what is said of them":  {"Die Medien auflisten und was über sie gesagt ist", "Lister les médias et ce qu’on en dit", "Listar los medios y lo que se dice de ellos", "Перелічити видання і що про них сказано"},
		"Words of the name, domain or label":          {"Wörter aus Name, Domain oder Etikett", "Mots du nom, du domaine ou de l’étiquette", "Palabras del nombre, dominio o etiqueta", "Слова назви, домену чи мітки"},
		"Label an outlet, or note something about it": {"Ein Medium kennzeichnen oder etwas dazu notieren", "Étiqueter un média, ou noter quelque chose", "Etiquetar un medio o anotar algo", "Позначити видання або щось про нього занотувати"},
		"Leave an outlet's claims out of answers":     {"Die Aussagen eines Mediums aus Antworten lassen", "Écarter des réponses les affirmations d’un média", "Dejar fuera las afirmaciones de un medio", "Не враховувати твердження видання у відповідях"},
		"Use an outlet's claims in answers again":     {"Die Aussagen eines Mediums wieder nutzen", "Réutiliser les affirmations d’un média", "Volver a usar las afirmaciones de un medio", "Знову враховувати твердження видання"},
		"Forget all that is said of an outlet":        {"Alles vergessen, was über ein Medium gesagt ist", "Oublier tout ce qui est dit d’un média", "Olvidar todo lo dicho de un medio", "Забути все сказане про видання"},
		"A text, PDF, page or lines of JSON":          {"Text, PDF, Seite oder JSON-Zeilen", "Texte, PDF, page ou lignes JSON", "Texto, PDF, página o líneas JSON", "Текст, PDF, сторінка або рядки JSON"},
		"Who published it, if the page does not say":  {"Wer es veröffentlicht hat, falls die Seite es nicht sagt", "Qui l’a publié, si la page ne le dit pas", "Quién lo publicó, si la página no lo dice", "Хто опублікував, якщо сторінка не каже"},
		"When: 2026-03-14, or 2026-03-14 08:40 +02:00": {
			"Wann: 2026-03-14 oder 2026-03-14 08:40 +02:00", "Quand : 2026-03-14 ou 2026-03-14 08:40 +02:00",
			"Cuándo: 2026-03-14 o 2026-03-14 08:40 +02:00", "Коли: 2026-03-14 або 2026-03-14 08:40 +02:00"},
		"Its title, if the page does not say":     {"Der Titel, falls die Seite ihn nicht sagt", "Son titre, si la page ne le dit pas", "Su título, si la página no lo dice", "Назва, якщо сторінка не каже"},
		"List the articles loaded here":           {"Die hier geladenen Artikel auflisten", "Lister les articles chargés ici", "Listar los artículos cargados aquí", "Перелічити завантажені тут статті"},
		"Words of the title, outlet or link":      {"Wörter aus Titel, Medium oder Link", "Mots du titre, du média ou du lien", "Palabras del título, medio o enlace", "Слова назви, видання чи посилання"},
		"Take an article and its claims out":      {"Einen Artikel mit seinen Aussagen entfernen", "Retirer un article et ses affirmations", "Quitar un artículo y sus afirmaciones", "Прибрати статтю з її твердженнями"},
		"Words of its title or outlet, or its id": {"Wörter aus Titel oder Medium, oder die Kennung", "Mots du titre ou du média, ou son identifiant", "Palabras del título o medio, o su id", "Слова назви чи видання, або ідентифікатор"},
		"Take back what was last done to an article": {
			"Zurücknehmen, was zuletzt mit einem Artikel geschah", "Annuler la dernière action sur un article",
			"Deshacer lo último que se hizo con un artículo", "Скасувати останню дію зі статтею"},
		"Read an article's claims again": {"Die Aussagen eines Artikels neu lesen", "Relire les affirmations d’un article", "Releer las afirmaciones de un artículo", "Перечитати твердження статті"},
		"Look at a single claim, or hide a wrong one": {
			"Eine Aussage ansehen oder eine falsche verbergen", "Voir une affirmation, ou en masquer une fausse",
			"Ver una afirmación u ocultar una errónea", "Переглянути твердження або приховати хибне"},
		"Show a claim with the words that prove it": {
			"Eine Aussage mit den Worten zeigen, die sie belegen", "Montrer une affirmation avec les mots qui la prouvent",
			"Mostrar una afirmación con las palabras que la prueban", "Показати твердження зі словами, що його доводять"},
		"Words of the claim, or its id": {"Wörter der Aussage oder ihre Kennung", "Mots de l’affirmation, ou son identifiant", "Palabras de la afirmación, o su id", "Слова твердження або його ідентифікатор"},
		"Moderators: take a wrong claim out of all answers": {
			"Moderation: eine falsche Aussage aus allen Antworten nehmen", "Modération : retirer une affirmation fausse de toutes les réponses",
			"Moderación: quitar una afirmación errónea de las respuestas", "Модератори: прибрати хибне твердження з усіх відповідей"},
		"Moderators: bring a hidden claim back": {
			"Moderation: eine verborgene Aussage zurückholen", "Modération : rétablir une affirmation masquée",
			"Moderación: recuperar una afirmación oculta", "Модератори: повернути приховане твердження"},
	}, english)
}
