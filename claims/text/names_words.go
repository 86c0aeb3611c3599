package text

// The words that tell names apart. Each set is made on first use.
var (
	particles = lazySet("de del della di da dos das do bin ibn ben al el ul van der den von zu la le du des ter ten abu bint e y af ould")

	// assimilated are forms of the Arabic article, which a hyphen ties to its
	// noun.
	assimilated = lazySet("ad an ar as ash at az ur us il")

	// openers have a capital at the head of a sentence only.
	openers = lazySet(`meanwhile yesterday today tomorrow however also although despite since while earlier later last next this when once both many most several some few two three four five six seven eight nine ten dozens hundreds thousands
		according asked speaking following now still yet even because instead among amid inside outside near around behind beyond unlike like another other others our every each one first second third finally police officials authorities soldiers troops residents
		former early late rescue fighting shelling air clashes protesters witnesses people local state government security military army news photo image video read more get for watch listen click sign why what how where who here there if as
		we they he she it you i no yes not in on at by from to with of and but or so then that these those his her their its my your him them all any only never nobody everyone everything nothing given under over during until before after against about between per via plus versus up down off out again`)

	// organizationHeads begin a name with "of" or "for"; organizationTails end one.
	organizationHeads = lazySet(`ministry department university bank council committee commission office board bureau institute institution academy association federation union league organization organisation court house chamber school college museum church
		society fund centre center agency authority front movement party army forces force congress parliament senate assembly institute union confederation community secretariat alliance coalition foundation ministry embassy directorate service`)
	organizationTails = lazySet(`ministry department university bank council committee commission bureau institute institution academy association federation union league organization organisation court parliament congress senate assembly duma knesset rada
		society fund centre center agency authority front movement party army force forces guard guards police corps brigade battalion regiment division command fleet navy foundation group company inc corp corporation ltd plc llc co holdings industries airlines airways
		times post news journal tribune gazette herald guardian telegraph observer television tv radio press media network broadcasting daily review service services school college church hospital club team united board trust alliance coalition confederation crescent cross embassy
		consulate office administration administrations cabinet directorate secretariat tribunal treasury reserve exchange security staff watch international technologies systems motors energy oil gas globe bloc initiative programme program nations city fc house`)

	organizations = lazyKeys(`reuters|associated press|ap|afp|agence france presse|bbc|cnn|tass|ria novosti|interfax|xinhua|al jazeera|al arabiya|new york times|washington post|sky news|fox news|bloomberg|der spiegel|le monde|politico|axios|metro|guardian|kan|haaretz|ukrinform|suspilne|anadolu|kyodo|yonhap|efe|acan efe|ansa|dpa|upi|prensa latina|telam|notimex|inravision|caracol
		hamas|hezbollah|taliban|islamic state|isis|isil|is|al qaeda|boko haram|al shabaab|islamic jihad|palestinian islamic jihad|houthi movement|plo|fatah|muslim brotherhood|wagner|wagner group|azov|pkk|ypg|sdf|rsf|rapid support forces|farc|eln|fmln|arena|sendero luminoso|shining path|m 19|mrta|eta|ira|irgc|revolutionary guards|contras|sandinista front|fsln|epl|cartel|medellin cartel
		un|united nations|nato|eu|european union|european commission|european council|osce|iaea|who|world health organization|unicef|unhcr|unrwa|ocha|icc|icj|imf|world bank|opec|au|african union|arab league|asean|ecowas|g7|g20|brics|red cross|icrc|amnesty international|human rights watch|oas|interpol|world food programme|unesco
		kremlin|white house|pentagon|state department|downing street|capitol|congress|senate|knesset|duma|state duma|verkhovna rada|bundestag|politburo|mossad|shin bet|cia|fbi|nsa|fsb|kgb|gru|sbu|mi5|mi6|idf|dea|department of state|foreign office|home office|treasury|federal reserve|supreme court|house of representatives|house of commons|house of lords|security council|general assembly|white helmets
		truth social|twitter|x|facebook|meta|google|microsoft|apple|amazon|openai|telegram|tiktok|youtube|instagram|tesla|spacex|starlink|boeing|gazprom|rosneft|lufthansa|bp|shell|toyota|instat|unesco|fifa|uefa`)

	// noOrganizations are words of capitals that name none.
	plainInCapitals = lazySet("metro guardian shell apple meta x treasury cartel times post sky capitol kan farm campus jurisdiction school highway cross neighborhood estate plantation ranch building hotel canton park theater station")
	placeHeads      = lazySet("san santa santo el la los las")

	noOrganizations = lazySet("tv am pm gmt utc est edt bst cet ok ceo cfo mp mps us uk usa uae ussr ussr i ii iii iv vi vii viii ix xi xii a an the it he she we id pr dc ad bc mr mrs ms dr vs html html5 pdf sms gps hiv aids covid pow pows ied ieds atm rpg suv ngo ngos usb wifi faq url in on at of to and or not no yes by as is be do go so up my me")

	groups = lazySet("houthis democrats republicans tories sandinistas contras islamists jihadists muslims christians jews sunnis shias shiites kurds arabs rohingya uyghurs tutsis hutus hindus sikhs europeans africans asians arab jew muslim kurd westerners marines gazans bolsheviks communists nazis")

	geographic = lazySet("river street avenue road square valley bay island islands mountain mountains sea ocean lake bridge airport peninsula strait gulf desert forest hills heights coast region oblast province governorate district county peninsula highway boulevard blvd ave crossing dam beach park port harbor harbour plaza canal reservoir")

	speechVerbs = lazySet("said says told tells added adds claimed claims announced announces stated states warned warns insisted insists denied denies confirmed confirms replied explained argued noted wrote tweeted posted reported declared vowed urged demanded called asked accused admitted promised pledged suggested revealed acknowledged testified commented tweeted countered responded reiterated stressed emphasized emphasised recalled thinks believes think hopes hoped asserted indicated pointed complained maintained affirmed")

	auxiliaries = lazySet("is are was were be been has have had do does did will would can could may might must shall should said")

	endsRole = lazySet("who whose which that said says told has had was is were will would added and when as but")

	notInRole     = lazySet("of in for at from and on by with to or not into over after before during")
	generalThings = lazySet("strike assembly public election elections headquarters staff secretariat amnesty population agreement council command office assault offensive situation hospital cemetery")

	roleModifiers = lazySet("former ex acting interim deputy vice prime foreign defense defence finance interior health justice army police military opposition party ministry government state national regional local senior top chief first second supreme high special presidential parliamentary human rights security intelligence navy air force union rebel religious spiritual longtime late veteran outgoing incoming current new then field civil press chief bank company industry nuclear village city town state secret exiled jailed self-styled communist human opposition medical aid election majority minority house senate economy energy environment education trade culture agriculture transport and ruling right-hand prime co")

	roleNouns = lazySet("president minister premier chancellor secretary spokesman spokeswoman spokesperson leader chief head mayor governor ambassador envoy commander general colonel director chairman chairwoman chairperson chair senator congressman congresswoman lawmaker deputy official analyst expert adviser advisor aide negotiator representative coordinator founder owner editor correspondent journalist reporter author professor lecturer researcher historian economist resident activist campaigner lawyer attorney prosecutor judge doctor surgeon nurse teacher student engineer farmer soldier officer fighter king queen prince princess pope bishop archbishop priest rabbi imam cleric candidate billionaire businessman businesswoman entrepreneur singer actor actress athlete coach captain manager executive ceo cto cfo boss patriarch tsar dictator strongman warlord ruler president-elect vice-president veteran survivor witness widow mother father son daughter brother sister wife husband uncle cousin nephew")

	shortTitles = lazySet("gen col lt sgt maj capt sen rep gov adm cpl pvt cmdr amb hon st brig messrs")
	generations = lazySet("jr sr ii iii iv")

	maleTitles   = lazySet("mr sir king prince emperor pope lord father monsieur herr don senor congressman chairman spokesman businessman duke count baron bishop archbishop cardinal patriarch rabbi imam sheikh ayatollah actor husband son brother uncle nephew grandfather widower man boy he fr")
	femaleTitles = lazySet("mrs ms miss queen princess dame lady madame frau dona senora congresswoman chairwoman spokeswoman businesswoman duchess countess baroness actress wife daughter sister aunt niece mother grandmother widow woman girl she")

	// common are words of reports that are given names as well, or end a name
	// in a line of capitals.
	common = lazySet("today yesterday tomorrow attack attacked killed wounded bomb bombs patrol army police forces armed troops clash town city department province base radio report reported communique war peace talks meeting dead bodies major reign true wing long rose hope grace faith dawn summer may june april august christian domingo cruz angel justice royal lane mark will bill sandy penny art rich frank rock dean chase hunter grant miles mason cash drew case dick gay guy hale kit lad lee may pat ray red rod rusty sky van ward san santa los las la el del de al")
)
