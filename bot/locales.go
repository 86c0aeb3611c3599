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
		"A text, PDF, page or lines of JSON":         {"Text, PDF, Seite oder JSON-Zeilen", "Texte, PDF, page ou lignes JSON", "Texto, PDF, página o líneas JSON", "Текст, PDF, сторінка або рядки JSON"},
		"Who published it, if the page does not say": {"Wer es veröffentlicht hat, falls die Seite es nicht sagt", "Qui l’a publié, si la page ne le dit pas", "Quién lo publicó, si la página no lo dice", "Хто опублікував, якщо сторінка не каже"},
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
