DROP TABLE mailbox_message;
