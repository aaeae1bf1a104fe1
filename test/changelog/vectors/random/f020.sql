--liquibase formatted sql logicalFilePath:top.sql
  --changeset ${p}:1-1 
--rollback
select 1
--preconditions onFail:MARK_RAN
  return 1; -- note
$$;
select 9;
  --changeset a:2 
	select	4 ;
select 'a;b' -- c
$$;
--rollback not required
--preconditions onError:WARN onFail:CONTINUE onFailMessage:"a b"
select 9;
