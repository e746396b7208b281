-- What a picture looks like, in sixteen hexadecimal digits (empty where there is nothing to be seen, null until the program has
-- looked), and whether its original carries content credentials.
alter table media add column likeness text;
alter table media add column credentials boolean not null default false;
create index media_unlikened on media (id) where likeness is null;
-- Two that differ in seven bits at most agree in a quarter but for one bit.
create index media_likeness_1 on media (substr(likeness, 1, 4));
create index media_likeness_2 on media (substr(likeness, 5, 4));
create index media_likeness_3 on media (substr(likeness, 9, 4));
create index media_likeness_4 on media (substr(likeness, 13, 4));

-- Which article showed a picture first is found at once, at every request for the picture.
create index published_article_picture_first on published_article_picture (picture, article);
drop index published_article_picture_used;

-- Pictures whose rights end are told of before they do.
create index published_picture_ending on published_picture (rights_until) where rights_until is not null;

-- Whether an article tells of a picture what the library says, or has words of its own: no file tells what no page does. What was
-- published before says nothing until it is placed anew.
alter table published_article_picture add column says_caption boolean not null default false;
alter table published_article_picture add column says_alt boolean not null default false;
alter table published_article_picture add column says_credit boolean not null default false;
