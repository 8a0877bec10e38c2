-- A browser's session may do what the token may that it was opened with, and ends with that token.
drop table sign_in_code;
drop table web_session;

create table sign_in_code (
  hash text primary key,
  token_id integer not null references token(id) on delete cascade,
  path text not null,
  expires integer not null
);

create table web_session (
  hash text primary key,
  token_id integer not null references token(id) on delete cascade,
  form_token text not null,
  expires integer not null
);
