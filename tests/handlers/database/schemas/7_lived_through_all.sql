-- A database that lived through all of these: each bot made the tables it missed and left the others.
BEGIN TRANSACTION;
CREATE TABLE absent (
	id INTEGER NOT NULL,
	topic_key VARCHAR(120) NOT NULL,
	period VARCHAR(120) NOT NULL,
	topic VARCHAR(120) NOT NULL,
	PRIMARY KEY (id),
	UNIQUE (topic_key, period)
);
INSERT INTO "absent" VALUES(1,'so cho','','số chợ');
CREATE TABLE alias_offers (
	id INTEGER NOT NULL,
	alias VARCHAR(80) NOT NULL,
	fact_key VARCHAR(20) NOT NULL,
	is_everywhere BOOLEAN NOT NULL,
	PRIMARY KEY (id)
);
INSERT INTO "alias_offers" VALUES(1,'tiền chợ','abc',0);
CREATE TABLE answers (
	chat_id BIGINT NOT NULL,
	message_id BIGINT NOT NULL,
	person_id BIGINT NOT NULL,
	question_id BIGINT NOT NULL,
	"before" TEXT NOT NULL,
	"after" TEXT NOT NULL,
	at BIGINT NOT NULL,
	PRIMARY KEY (chat_id, message_id)
);
INSERT INTO "answers" VALUES(-100,11,7,10,'','{"facts": ["xa-mau/thu"]}',1900000000);
CREATE TABLE asked (
	id INTEGER NOT NULL,
	text VARCHAR(200) NOT NULL,
	topic VARCHAR(120) NOT NULL,
	period VARCHAR(120) NOT NULL,
	is_nameable BOOLEAN NOT NULL,
	is_answered BOOLEAN NOT NULL,
	count INTEGER NOT NULL,
	day VARCHAR(10) NOT NULL,
	mark VARCHAR(10) NOT NULL,
	PRIMARY KEY (id),
	UNIQUE (text)
);
INSERT INTO "asked" VALUES(1,'dân số 2030?','dân số','2030',1,0,3,'2030-01-02','');
INSERT INTO "asked" VALUES(2,'thu ngân sách?','','',0,1,2,'2030-01-02','');
INSERT INTO "asked" VALUES(3,'số chợ?','số chợ','',1,0,1,'2030-01-01','absent');
CREATE TABLE draft_endings (
	draft_id INTEGER NOT NULL,
	told TEXT NOT NULL,
	PRIMARY KEY (draft_id)
);
INSERT INTO "draft_endings" VALUES(1,'Đã công bố.');
CREATE TABLE drafts (
	id INTEGER NOT NULL,
	update_id BIGINT NOT NULL,
	chat_id BIGINT NOT NULL,
	message_id BIGINT NOT NULL,
	report VARCHAR(80) NOT NULL,
	stage VARCHAR(10) NOT NULL,
	cursor VARCHAR(100) NOT NULL,
	PRIMARY KEY (id),
	UNIQUE (update_id)
);
INSERT INTO "drafts" VALUES(1,40,7,12,'xa-mau','open','');
CREATE TABLE prompts (
	chat_id BIGINT NOT NULL,
	data VARCHAR(64) NOT NULL,
	message_id BIGINT NOT NULL,
	at BIGINT NOT NULL,
	PRIMARY KEY (chat_id)
);
INSERT INTO "prompts" VALUES(7,'q:1:w',12,1900000000);
CREATE TABLE unanswered (
	id INTEGER NOT NULL,
	text VARCHAR(200) NOT NULL,
	topic VARCHAR(120) NOT NULL,
	period VARCHAR(120) NOT NULL,
	is_named BOOLEAN NOT NULL,
	count INTEGER NOT NULL,
	day VARCHAR(10) NOT NULL,
	mark VARCHAR(10) NOT NULL,
	PRIMARY KEY (id),
	UNIQUE (text)
);
INSERT INTO "unanswered" VALUES(1,'dân số 2030?','dân số','2030',0,3,'2030-01-02','');
INSERT INTO "unanswered" VALUES(2,'số chợ?','số chợ','',0,1,'2030-01-01','aliased');
CREATE TABLE updates (
	update_id BIGINT NOT NULL,
	sent INTEGER NOT NULL,
	is_handled BOOLEAN NOT NULL,
	raw TEXT,
	at BIGINT NOT NULL,
	PRIMARY KEY (update_id)
);
INSERT INTO "updates" VALUES(41,2,1,NULL,1900000000);
INSERT INTO "updates" VALUES(42,1,0,'{"update_id": 42}',1900000000);
CREATE INDEX ix_updates_at ON updates (at);
CREATE INDEX answers_to_question ON answers (chat_id, question_id);
CREATE INDEX answers_of_person ON answers (chat_id, person_id, message_id);
CREATE INDEX ix_answers_at ON answers (at);
COMMIT;
