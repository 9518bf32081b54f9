-- Updates and answers alone, as the first bot for Telegram made it.
BEGIN TRANSACTION;
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
CREATE INDEX answers_of_person ON answers (chat_id, person_id, message_id);
CREATE INDEX ix_answers_at ON answers (at);
CREATE INDEX answers_to_question ON answers (chat_id, question_id);
COMMIT;
