-- What somebody said and did in the consoles, for whoever asks for the data about themselves.
create index support_requests_by_author on support_requests (author_id);
create index support_messages_by_author on support_messages (author_id);
create index console_actions_by_actor on console_actions (actor_id, id desc);
