-- What the archive, the standing pages and the menu are read by.

-- How much an edition published on each day of its calendar (20261123), kept with every publication.
create table published_day (
  edition text not null,
  day bigint not null,
  articles bigint not null,
  primary key (edition, day)
);

-- What stands already gets its day in UTC, by arithmetic that both databases know (the days of the Gregorian calendar
-- counted in eras of 400 years that begin in March); `khabar rebuild published` gives it the day of its edition's zone.
alter table published_article add column day bigint not null default 0;
update published_article set day = (
  select (yd.y + case when yd.m <= 2 then 1 else 0 end) * 10000 + yd.m * 100 + yd.d from (
    select md.y, case when md.mp < 10 then md.mp + 3 else md.mp - 9 end as m, md.doy - (153 * md.mp + 2) / 5 + 1 as d from (
      select dy.y, dy.doy, (5 * dy.doy + 2) / 153 as mp from (
        select ye.era * 400 + ye.yoe as y, ye.doe - (365 * ye.yoe + ye.yoe / 4 - ye.yoe / 100) as doy from (
          select de.era, de.doe, (de.doe - de.doe / 1460 + de.doe / 36524 - de.doe / 146096) / 365 as yoe from (
            select z.z / 146097 as era, z.z - z.z / 146097 * 146097 as doe from (
              select (published_article.published_at + 62162035200000000) / 86400000000 as z
            ) z
          ) de
        ) ye
      ) dy
    ) md
  ) yd
);
insert into published_day (edition, day, articles)
  select edition, day, count(id) from published_article group by edition, day;

-- The pages that say who the newsroom is and by what rules it works. A revision never changes.
create table standing_page (
  id text primary key,
  edition text not null references edition (code),
  slug text not null,
  latest_revision bigint not null,
  live_revision bigint,
  published_at bigint,
  created_at bigint not null
);
create unique index standing_page_slug on standing_page (edition, slug);

create table standing_page_revision (
  page text not null references standing_page (id),
  number bigint not null,
  title text not null,
  body text not null,
  created_by text not null,
  created_at bigint not null,
  primary key (page, number)
);

create table published_standing_page (
  edition text not null,
  slug text not null,
  title text not null,
  description text not null,
  html text not null,
  published_at bigint not null,
  primary key (edition, slug)
);

-- The links at the foot of every page, in order, as JSON.
create table menu (
  edition text primary key references edition (code),
  links text not null,
  saved_at bigint not null
);

create table published_menu (
  edition text primary key,
  links text not null
);
