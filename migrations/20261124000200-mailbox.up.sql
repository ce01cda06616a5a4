-- The built-in mailbox: what it received over SMTP when no relay is set. Copies under one Message-ID are kept and
-- shown as such: they are how a second sending after a lost answer is seen.
CREATE TABLE mailbox_message (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  received_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
  envelope_from text        NOT NULL,
  envelope_to   text[]      NOT NULL,
  message_id    text,
  sender        text        NOT NULL,
  subject       text        NOT NULL,
  text          text        NOT NULL,
  html          text,
  raw           bytea       NOT NULL,
  headers       jsonb       NOT NULL
);

CREATE INDEX mailbox_message_copies ON mailbox_message (message_id, id);
