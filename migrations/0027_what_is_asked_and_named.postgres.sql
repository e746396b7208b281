-- An approval is for one section: what another section was content with says nothing here.
create table approval_there (
  article text not null references article (id),
  revision bigint not null,
  account text not null references account (id),
  section text not null references section (id),
  given_at bigint not null,
  primary key (article, revision, account, section)
);
insert into approval_there (article, revision, account, section, given_at)
  select approval.article, approval.revision, approval.account, article.section, approval.given_at
  from approval join article on article.id = approval.article;
drop table approval;
alter table approval_there rename to approval;

-- What was waiting in a section when it ceased to ask for a second person: it still needs one there.
create table second_person_due (
  section text not null references section (id),
  article text not null references article (id),
  primary key (section, article)
);
create index second_person_due_article on second_person_due (article);

-- Which pictures, authors and topics a revision names. Derived from its content, which never changes.
create table revision_names (
  article text not null references article (id),
  revision bigint not null,
  named text not null,
  primary key (article, revision, named)
);
create index revision_names_named on revision_names (named, article, revision);
insert into revision_names (article, revision, named)
  select distinct revision.article, revision.number, known.id
  from article
    join revision on revision.article = article.id and revision.number in (article.latest_revision, article.live_revision)
    cross join lateral regexp_matches(revision.content, '"((?:[^"\\]|\\.)*)"', 'g') part (words)
    join (select id from media union all select id from author union all select id from topic) known on known.id = part.words[1];
